package org.rsmtck.kit.history;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Observation;

/** A call or an event of a history, with the time in which it took effect. */
sealed interface Operation {

    /** The number by which people are told of it, from 1 in the order of the beginnings. */
    int number();

    /** As it was seen: a call that was not answered, without a reply yet. */
    Observation line();

    /** The index of the moment at which it began. */
    int begin();

    /**
     * A call that was answered, or an event: it took effect.
     *
     * @param end the index of the moment at which it had taken effect
     * @param isMadeAgain whether it was refused by what may be over soon, and made again
     */
    record Completed(int number, Observation line, int begin, int end, boolean isMadeAgain)
            implements Operation {}

    /** A call that was not answered: it may have taken effect, or may yet do so, or not at all. */
    record Pending(int number, int process, Call call, int begin) implements Operation {
        @Override
        public Observation line() {
            return new Observation.Called(process, call, new Reply.NoReply("yet"));
        }

        boolean isLike(Pending other) {
            return process == other.process && call.equals(other.call);
        }
    }
}
