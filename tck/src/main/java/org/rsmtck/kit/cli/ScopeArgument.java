package org.rsmtck.kit.cli;

import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Scopes;
import org.rsmtck.kit.explore.ScopeFile;
import org.rsmtck.kit.toml.TomlMistakeException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A scope as it is named on the command line. */
final class ScopeArgument {
    private ScopeArgument() {}

    /** The scope of this name, or the one in the file of this name, which ends in {@code .toml}. */
    static Scope scope(String name) {
        if (!name.endsWith(".toml")) {
            return Scopes.named(name)
                    .orElseThrow(() ->
                            Names.unknown(
                                    "scope",
                                    name,
                                    Scopes.EVERY.stream().map(Scope::name).toList()));
        }
        try {
            return ScopeFile.read(Files.readString(Path.of(name)));
        } catch (IOException e) {
            throw new MisuseException(name + " cannot be read: " + e);
        } catch (TomlMistakeException e) {
            throw new MisuseException(name + ": " + e.getMessage());
        }
    }
}
