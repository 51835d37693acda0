package org.rsmtck.kit.histories;

import org.rsmtck.api.Event;
import org.rsmtck.kit.histories.Crew.Made;
import org.rsmtck.kit.histories.Crew.Meeting;
import org.rsmtck.kit.history.Moment;
import org.rsmtck.kit.target.Answers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Puts what was seen of a meeting into the order of its times. Of what has the same time,
 * beginnings come first: a recording may have its calls longer than they were.
 */
final class Timeline {
    private static final int RANKS = 4;
    private static final int BEGINNING = 0;
    private static final int MISHAP = 1;
    private static final int END = 2;
    private static final int AFTER_MISHAP = 3;

    private final List<Entry> entries = new ArrayList<>();

    private record Entry(long at, Moment moment) {}

    private Timeline() {}

    /**
     * The moments of a meeting.
     *
     * @param firstAct the number of the first call; the others have the numbers after it, in their
     *     order in the meeting
     */
    static List<Moment> of(
            List<Lane> lanes, Meeting meeting, Optional<Event> mishap, int firstAct) {
        Timeline timeline = new Timeline();
        for (int i = 0; i < meeting.made().size(); i++) {
            Made made = meeting.made().get(i);
            timeline.add(lanes.get(made.lane()), made, meeting, mishap.isPresent(), firstAct + i);
        }
        mishap.ifPresent(
                event -> timeline.add(meeting.mishapEnded(), MISHAP, new Moment.Happened(event)));
        timeline.entries.sort(Comparator.comparingLong(Entry::at));
        return timeline.entries.stream().map(Entry::moment).toList();
    }

    private void add(Lane lane, Made made, Meeting meeting, boolean hasMishap, int act) {
        OptionalInt thread =
                meeting.isExact() ? OptionalInt.of(lane.thread()) : OptionalInt.empty();
        add(made.began(), BEGINNING, new Moment.Begun(act, lane.process(), thread, made.call()));
        if (Answers.isUnanswered(made.reply())) {
            return;
        }
        Moment returned = new Moment.Returned(act, made.reply());
        // What happened may have been felt before it had come about in full: such a call is taken
        // to have ended later than it did.
        boolean isWithin =
                hasMishap
                        && made.ended() > meeting.mishapBegan()
                        && made.ended() < meeting.mishapEnded();
        if (isWithin) {
            add(meeting.mishapEnded(), AFTER_MISHAP, returned);
        } else {
            add(made.ended(), END, returned);
        }
    }

    private void add(long time, int rank, Moment moment) {
        entries.add(new Entry(time * RANKS + rank, moment));
    }
}
