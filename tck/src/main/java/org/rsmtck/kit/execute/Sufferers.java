package org.rsmtck.kit.execute;

import org.rsmtck.api.Event;
import org.rsmtck.api.Faults;
import org.rsmtck.model.ProcessState;
import org.rsmtck.model.World;

import java.util.List;
import java.util.stream.Stream;

/** Whom an event comes about for: a shortage of one process may be that of others too. */
final class Sufferers {
    private Sufferers() {}

    /** The events that the model is told of, that of the process itself first. */
    static List<Event> felt(Event event, World world, Faults faults) {
        return switch (event) {
            case Event.Shortage(int process, var resource) when world.process(process).alive() ->
                    sharing(process, world, faults.of(resource))
                            .map(other -> (Event) new Event.Shortage(other, resource))
                            .toList();
            case Event.ShortageOver(int process, var resource) ->
                    sharing(process, world, faults.of(resource))
                            .map(other -> (Event) new Event.ShortageOver(other, resource))
                            .toList();
            case Event.LinkLost _,
                    Event.LinkBack _,
                    Event.NodeLost _,
                    Event.NodeBack _,
                    Event.ControllerRemoved _,
                    Event.ControllerBack _,
                    Event.Shortage _,
                    Event.Interruption _,
                    Event.Killed _,
                    Event.Settled _ ->
                    List.of(event);
        };
    }

    /** The process, then those alive that feel what it feels. */
    private static Stream<Integer> sharing(int process, World world, Faults.Extent extent) {
        return Stream.concat(
                Stream.of(process),
                world.processes().keys().stream()
                        .filter(other -> other != process && world.process(other).alive())
                        .filter(other ->
                                shares(world.process(other), world.process(process), extent)));
    }

    private static boolean shares(ProcessState other, ProcessState one, Faults.Extent extent) {
        return switch (extent) {
            case PROCESS -> false;
            case NODE -> other.node() == one.node();
            case ALL -> true;
        };
    }
}
