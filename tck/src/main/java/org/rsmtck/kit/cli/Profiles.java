package org.rsmtck.kit.cli;

import org.rsmtck.api.Fabric;
import org.rsmtck.model.Profile;
import org.rsmtck.model.profile.KnownProfiles;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.util.ArrayList;
import java.util.Optional;

/** Profiles as options name them. */
final class Profiles {
    private Profiles() {}

    /** The names to choose from, for help. */
    static final class Candidates extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Candidates() {
            super(KnownProfiles.all().stream().map(Profile::name).toList());
        }
    }

    /** Turns a name into the profile. */
    static final class Converter implements ITypeConverter<Profile> {
        @Override
        public Profile convert(String name) {
            return KnownProfiles.named(name)
                    .orElseThrow(() ->
                            new TypeConversionException(
                                    "profile \""
                                            + name
                                            + "\" is not known; choose one of "
                                            + new Candidates()));
        }
    }

    /** The one asked for, or else the one that the target claims. */
    static Profile of(Optional<Profile> asked, Fabric fabric) {
        return asked.or(() -> KnownProfiles.named(fabric.profile()))
                .orElseThrow(() ->
                        new MisuseException(
                                fabric.name()
                                        + " claims the profile \""
                                        + fabric.profile()
                                        + "\", which is not known; choose one of "
                                        + new Candidates()
                                        + " with --profile"));
    }
}
