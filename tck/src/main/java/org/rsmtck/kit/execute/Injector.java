package org.rsmtck.kit.execute;

import org.rsmtck.api.Event;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Session;

import java.time.Duration;
import java.util.List;

/**
 * Brings events about, and leaves it to others to tell of them.
 *
 * @param settle within what time everything has arrived
 */
public record Injector(Session session, List<Participant> participants, Duration settle) {

    public void bringAbout(Event event) {
        switch (event) {
            case Event.Killed(int process) -> participants.get(process).kill();
            case Event.Settled _ -> Lateness.pass(settle);
            case Event.LinkLost _,
                    Event.LinkBack _,
                    Event.NodeLost _,
                    Event.NodeBack _,
                    Event.ControllerRemoved _,
                    Event.ControllerBack _,
                    Event.Shortage _,
                    Event.ShortageOver _,
                    Event.Interruption _ ->
                    session.apply(event);
        }
    }
}
