package org.rsmtck.kit.target;

import org.rsmtck.kit.toml.Toml;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a vendor file says of programs and of files beside it. */
final class VendorCommands {
    private final Toml<VendorKeys> toml;
    private final Path folder;

    VendorCommands(Toml<VendorKeys> toml, Path folder) {
        this.toml = toml;
        this.folder = folder;
    }

    Path file(String written) {
        return folder.resolve(here(written));
    }

    Map<String, String> filled(Map<String, String> environment) {
        Map<String, String> values = new LinkedHashMap<>(environment);
        values.replaceAll((_, value) -> here(value));
        return values;
    }

    /** A command, whose first word may be a file beside the vendor file. */
    List<String> command(String key, List<String> written) {
        List<String> words = new ArrayList<>(written);
        for (String word : words) {
            Placeholders.unknown(word)
                    .ifPresent(unknown -> {
                        throw toml.mistake(
                                key,
                                unknown
                                        + " stands for nothing; those that do are "
                                        + Placeholders.KNOWN
                                        + ". Where braces are meant, put a blank behind the first");
                    });
        }
        words.replaceAll(this::here);
        if (!words.isEmpty() && words.getFirst().contains("/")) {
            Path tool = folder.resolve(words.getFirst());
            if (!Files.isExecutable(tool)) {
                throw toml.mistake(key, "there is no program " + tool);
            }
            words.set(0, tool.toString());
        }
        return words;
    }

    /** {@code {here}} is the folder of the vendor file. */
    private String here(String text) {
        return Placeholders.filled(text, Map.of("here", folder.toString()));
    }
}
