package org.rsmtck.reports.picture;

import org.rsmtck.model.Profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A state diagram of the model, as SVG. It is laid out when the model changes, and kept: there is
 * one for each profile, and nobody's scope changes it.
 */
public enum LifePicture {
    IMPORT("import"),
    EXPORT("export");

    private final String word;

    LifePicture(String word) {
        this.word = word;
    }

    /** What a file of it is called where there is one profile. */
    public String fileName() {
        return word + ".svg";
    }

    /** The file that it is kept in. */
    String resource(Profile profile) {
        return word + "-" + profile.name() + ".svg";
    }

    /** The image, ending in a newline. */
    public String svg(Profile profile) {
        String name = resource(profile);
        try (InputStream kept = LifePicture.class.getResourceAsStream(name)) {
            if (kept == null) {
                throw new IllegalStateException(name + " is not kept; .ci/renew draws it");
            }
            return new String(kept.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
