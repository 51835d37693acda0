package org.rsmtck.kit.execute;

import org.rsmtck.api.Call;
import org.rsmtck.explore.Transition;

import java.util.ArrayList;
import java.util.List;

/**
 * Acts to be carried out in order, in a setting. Every part of a program is a program: a reference
 * to an act that is not there is a handle that was never issued.
 */
public record Program(Setting setting, List<Action> acts) {
    public Program {
        acts = List.copyOf(acts);
    }

    /**
     * The program that goes a way of the explorer, whose handles are the model's own, and makes a
     * call at its end.
     */
    public static Program along(Setting setting, List<Transition> way, int process, Call last) {
        ProgramWriter writer = new ProgramWriter(setting);
        way.forEach(writer::add);
        return writer.program().plus(List.of(writer.write(process, last)));
    }

    public Program with(List<Action> other) {
        return new Program(setting, other);
    }

    public Program plus(List<Action> more) {
        List<Action> all = new ArrayList<>(acts);
        all.addAll(more);
        return with(all);
    }

    public int size() {
        return acts.size();
    }
}
