package org.rsmtck.kit.selftest;

import org.rsmtck.model.Model;

import java.util.List;
import java.util.stream.Stream;

/** Every mutant, in a fixed order. */
public final class Mutants {
    private Mutants() {}

    /** All that can be derived of the model, whether or not they differ from it in anything. */
    public static List<Mutant> of(Model model) {
        return Stream.of(
                        RuleMutants.of(model),
                        NumberMutants.all(),
                        CountMutants.all(),
                        MemoryMutants.all())
                .flatMap(List::stream)
                .toList();
    }
}
