package org.rsmtck.kit.target;

import org.rsmtck.api.Faults;
import org.rsmtck.api.Faults.Extent;
import org.rsmtck.api.Faults.Hit;
import org.rsmtck.kit.toml.Toml;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** By which commands a vendor has events brought about, and whom they meet. */
final class VendorFaults {
    private final Toml<VendorKeys> toml;
    private final VendorKeys.FaultCommands keys;
    private final VendorCommands commands;

    VendorFaults(Toml<VendorKeys> toml, VendorCommands commands) {
        this.toml = toml;
        this.keys = toml.value().faults();
        this.commands = commands;
    }

    Faults manner() {
        Extent extent =
                choice(
                        "shortage_of",
                        keys.shortageOf(),
                        List.of("memory_shortage", "descriptor_shortage"),
                        Extent.values(),
                        Extent.PROCESS);
        Map<String, List<String>> given = keys.commands();
        return new Faults(
                choice(
                        "interruption_hits",
                        keys.interruptionHits(),
                        List.of("interruption"),
                        Hit.values(),
                        Hit.NEXT_CALL),
                given.containsKey("memory_shortage") ? extent : Extent.PROCESS,
                given.containsKey("descriptor_shortage") ? extent : Extent.PROCESS);
    }

    /**
     * @param of the commands that it says something of, one of which has to be there
     */
    private <E extends Enum<E>> E choice(
            String key, Optional<String> word, List<String> of, E[] all, E otherwise) {
        if (word.isEmpty()) {
            return otherwise;
        }
        if (of.stream().noneMatch(keys.commands()::containsKey)) {
            throw toml.mistake(
                    "faults." + key,
                    "says something of faults." + String.join(" and faults.", of) + "; give that");
        }
        return Arrays.stream(all)
                .filter(one -> word(one).equals(word.get()))
                .findFirst()
                .orElseThrow(() ->
                        toml.mistake(
                                "faults." + key,
                                "write one of "
                                        + Arrays.stream(all)
                                                .map(one -> '"' + word(one) + '"')
                                                .collect(Collectors.joining(", "))));
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Map<String, List<String>> commands() {
        List<String> known = CommandFabricProvider.eventWords();
        Map<String, List<String>> faults = new HashMap<>();
        keys.commands()
                .forEach((word, command) -> {
                    if (!known.contains(word)) {
                        Set<String> all = new TreeSet<>(known);
                        all.addAll(List.of("interruption_hits", "shortage_of"));
                        throw toml.noSuchKey("faults." + word, all);
                    }
                    faults.put(word, commands.command("faults." + word, command));
                });
        for (String word : known) {
            String cure = CommandFabricProvider.cureWord(word);
            if (faults.containsKey(word) && !cure.isEmpty() && !faults.containsKey(cure)) {
                throw toml.mistake(
                        "faults." + word, "needs " + cure + " beside it, which undoes it");
            }
        }
        return faults;
    }
}
