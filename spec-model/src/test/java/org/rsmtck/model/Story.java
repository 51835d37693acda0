package org.rsmtck.model;

import org.rsmtck.api.Call;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.api.Topology;
import org.rsmtck.model.page.Pages;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What was seen of an implementation, call by call, and every world that explains it. Process 0
 * exports and process 1 imports.
 */
final class Story {
    static final long PAGE = 4096;
    static final int SEGMENT = 0x400000;
    static final long CONTROLLER = 0x10;
    static final long EXPORT = 0x20;
    static final long IMPORT = 0x30;
    static final int FILL = 7;

    private static final Credentials USER = Credentials.user(1001, 101, 022);

    private final Model model;
    private Set<State> worlds;

    private Story(Model model, World start) {
        this.model = model;
        this.worlds = closed(Set.of(new State(start, Interpretation.NONE)));
    }

    /** Two processes on one node, by loopback. */
    static Story onOneNode(Profile profile) {
        return new Story(
                Pages.model(profile),
                World.of(Topology.oneNode(), PAGE).attach(1, USER).attach(1, USER));
    }

    /** Two nodes, joined by a wire. */
    static Story onTwoNodes(Profile profile) {
        Topology topology =
                new Topology(
                        List.of(
                                new Topology.Node(1, List.of("wire0")),
                                new Topology.Node(2, List.of("wire0"))),
                        Set.of(wire()));
        return new Story(
                Pages.model(profile), World.of(topology, PAGE).attach(1, USER).attach(2, USER));
    }

    static Topology.Link wire() {
        return new Topology.Link(new Topology.Port(1, "wire0"), new Topology.Port(2, "wire0"));
    }

    /** An export of two pages is published to everyone, and connected to with this mode. */
    Story connected(String controller, int permission) {
        return published(controller)
                .saw(1, new Call.GetController(controller, Out.VALID), handle(CONTROLLER))
                .saw(
                        1,
                        new Call.Connect(CONTROLLER, 1, SEGMENT, permission, Out.VALID),
                        handle(IMPORT));
    }

    Story published(String controller) {
        return saw(0, new Call.GetController(controller, Out.VALID), handle(CONTROLLER))
                .saw(
                        0,
                        new Call.ExportCreate(
                                CONTROLLER, Memory.aligned(FILL), 2 * PAGE, 1, Out.VALID),
                        handle(EXPORT))
                .publishes();
    }

    Story publishes() {
        return saw(
                0,
                new Call.Publish(EXPORT, SEGMENT, org.rsmtck.api.AccessList.everyone(), Out.VALID),
                new Reply.Published(SEGMENT));
    }

    static Reply handle(long value) {
        return new Reply.Handle(value);
    }

    static Reply refused(RsmError error) {
        return new Reply.Refused(error);
    }

    /** The call was answered so. */
    Story saw(int process, Call call, Reply reply) {
        Set<State> next = new LinkedHashSet<>();
        for (State now : worlds) {
            Allowed allowed =
                    model.allowed(now.reading(), now.world(), process, call, Resolver.by(reply));
            for (Step step : allowed.steps()) {
                if (step.reply().equals(reply)) {
                    next.add(new State(step.next(), step.reading()));
                }
            }
        }
        worlds = closed(next);
        return this;
    }

    /** The event was brought about. */
    Story saw(Event event) {
        Set<State> next = new LinkedHashSet<>();
        worlds.forEach(now -> next.addAll(model.after(now, event)));
        worlds = closed(next);
        return this;
    }

    /** Whether any world explains what was seen. */
    boolean isExplained() {
        return !worlds.isEmpty();
    }

    /** Whether something is promised of the call, whichever world explains what was seen. */
    boolean promises(int process, Call call) {
        return worlds.stream()
                .allMatch(now ->
                        model.allowed(now.reading(), now.world(), process, call).isPromised());
    }

    Set<State> worlds() {
        return worlds;
    }

    private Set<State> closed(Set<State> some) {
        Set<State> all = new LinkedHashSet<>(some);
        Set<State> fresh = some;
        while (!fresh.isEmpty()) {
            Set<State> more = new LinkedHashSet<>();
            for (State now : fresh) {
                for (World next : model.internal(now.world())) {
                    more.add(new State(next, now.reading()));
                }
            }
            more.removeAll(all);
            all.addAll(more);
            fresh = more;
        }
        return all;
    }
}
