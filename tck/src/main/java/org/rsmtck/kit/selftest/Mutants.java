package org.rsmtck.kit.selftest;

import org.rsmtck.model.Model;

import java.util.List;
import java.util.stream.Stream;

/** Every mutant, in a fixed order. */
public final class Mutants {
    private Mutants() {}

    /** All that can be derived of the model. */
    public static List<Mutant> of(Model model) {
        PartsChanged changed = PartsChanged.under(model);
        return Stream.of(
                        RuleMutants.of(model, changed),
                        NumberMutants.all(),
                        CountMutants.all(),
                        MemoryMutants.of(changed))
                .flatMap(List::stream)
                .toList();
    }
}
