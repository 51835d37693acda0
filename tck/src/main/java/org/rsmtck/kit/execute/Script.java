package org.rsmtck.kit.execute;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;
import org.rsmtck.explore.Events;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.State;
import org.rsmtck.model.Step;
import org.rsmtck.model.World;

import java.util.Optional;

/**
 * A program in the making: each call is answered by the model, with success where that is allowed,
 * and written down. A call that the model promises nothing of is left out.
 */
public final class Script {
    private final Model model;
    private final Interpretation reading;
    private final ProgramWriter writer;
    private World world;

    public Script(Model model, Setting setting, long pageSize) {
        this.model = model;
        this.reading = model.profile().readings().getFirst();
        this.writer = new ProgramWriter(setting);
        this.world = setting.start(pageSize);
    }

    /** What there is by now. */
    public World world() {
        return world;
    }

    public Program program() {
        return writer.program();
    }

    /** The reply of the model; empty if the call was left out. */
    public Optional<Reply> say(int process, Call call) {
        if (!world.process(process).alive()) {
            return Optional.empty();
        }
        Allowed allowed = model.allowed(reading, world, process, call);
        if (!allowed.isPromised()) {
            return Optional.empty();
        }
        Step step =
                allowed.steps().stream()
                        .filter(one -> one.reply() instanceof Reply.Success)
                        .findFirst()
                        .orElse(allowed.steps().getFirst());
        world = step.next();
        writer.add(process, call, step.reply());
        return Optional.of(step.reply());
    }

    /** The handle that the call is answered with; 0 if it is answered with none. */
    public long issued(int process, Call call) {
        return say(process, call)
                .filter(Reply.Handle.class::isInstance)
                .map(reply -> ((Reply.Handle) reply).value())
                .orElse(0L);
    }

    /** Whether the call is answered with success. */
    public boolean succeeds(int process, Call call) {
        return say(process, call).filter(Reply.Success.class::isInstance).isPresent();
    }

    /**
     * Has an import say by every call that it was cut off, if it was.
     *
     * @param sends whether signals and bytes are sent through it first
     */
    public void askIfCutOff(int process, long handle, boolean sends) {
        CutOff.ask(call -> say(process, call), world, process, handle, sends);
    }

    /** Brings the event about, if it would change anything. */
    public void cause(Event event) {
        if (Events.canHappen(world, event)) {
            world = model.after(new State(world, reading), event).iterator().next().world();
            writer.add(event);
        }
    }
}
