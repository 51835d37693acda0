package org.rsmtck.kit.plug;

import java.nio.file.Path;

/** A vendor file. */
public final class VendorFile {
    private VendorFile() {}

    public static Plug read(Path file) {
        throw new PlugException(file + " cannot be read yet");
    }
}
