package org.rsmtck.kit.probes;

import static java.util.Objects.requireNonNull;

import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Narrative;
import org.rsmtck.kit.judge.Observation;

import java.util.List;

/** One of many calls was answered otherwise than all that came before it. */
final class UnlikeOthersException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Observation.Called> round;

    /**
     * @param round what was called in it, as if it were the only one; the last is the odd one
     */
    UnlikeOthersException(List<Observation.Called> round) {
        super(
                round.getLast().call().word()
                        + ", one of many, was answered "
                        + Narrative.tell(round.getLast().reply()));
        this.round = List.copyOf(round);
    }

    List<Observation.Called> round() {
        return round;
    }

    Reply reply() {
        return round.getLast().reply();
    }

    /** What is wrong: there is always a sentence. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
