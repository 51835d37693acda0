package org.rsmtck.kit.execute;

import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;
import org.rsmtck.explore.Transition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Writes a program down as its calls are answered, by the model or by an implementation: a handle
 * that was issued turns into a reference to the act that issued it.
 */
public final class ProgramWriter {
    private final Setting setting;
    private final List<Action> acts = new ArrayList<>();
    private final Map<Issue, Integer> issuers = new HashMap<>();
    private final Map<Integer, Integer> publishers = new HashMap<>();
    private int next;

    private record Issue(int process, long handle) {}

    public ProgramWriter(Setting setting) {
        this.setting = setting;
    }

    /**
     * A writer that knows what this one does, and of which this one learns nothing: for acts that
     * others are made at the same time as.
     *
     * @param first the id of its first act
     */
    public ProgramWriter branch(int first) {
        ProgramWriter branch = new ProgramWriter(setting);
        branch.issuers.putAll(issuers);
        branch.publishers.putAll(publishers);
        branch.next = first;
        return branch;
    }

    public Program program() {
        return new Program(setting, acts);
    }

    void add(Transition transition) {
        switch (transition) {
            case Transition.Made(int process, Call call, Reply reply, var rule) ->
                    add(process, call, reply);
            case Transition.Happened(Event event) -> add(event);
            case Transition.Arrived arrived -> {}
        }
    }

    public void add(Event event) {
        acts.add(new Action.Injection(event));
    }

    /** Writes the call down, and remembers what {@code reply} issued. */
    public void add(int process, Call call, Reply reply) {
        Action.Calling act = write(process, call);
        acts.add(act);
        answered(act, reply);
    }

    /** The act for a call to come, its handle turned into a reference. */
    Action.Calling write(int process, Call call) {
        OptionalInt handleFrom =
                call instanceof OnHandle on ? issuer(process, on.handle()) : OptionalInt.empty();
        OptionalInt segmentFrom =
                call instanceof Call.Connect connect && publishers.containsKey(connect.segment())
                        ? OptionalInt.of(publishers.get(connect.segment()))
                        : OptionalInt.empty();
        return new Action.Calling(next++, process, call, handleFrom, segmentFrom);
    }

    void answered(Action.Calling act, Reply reply) {
        if (reply instanceof Reply.Handle(long handle)) {
            issuers.put(new Issue(act.process(), handle), act.id());
        }
        if (reply instanceof Reply.Published(int segment)
                && act.call() instanceof Call.Publish publish
                && publish.segment() == 0) {
            publishers.put(segment, act.id());
        }
    }

    private OptionalInt issuer(int process, long handle) {
        Integer act = issuers.get(new Issue(process, handle));
        return act == null ? OptionalInt.empty() : OptionalInt.of(act);
    }
}
