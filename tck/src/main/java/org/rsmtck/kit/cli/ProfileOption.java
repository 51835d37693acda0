package org.rsmtck.kit.cli;

import org.rsmtck.model.Profile;

import picocli.CommandLine.Option;

/** Whose rules the model is asked by, where there is no target that says so. */
final class ProfileOption {
    @Option(
            names = "--profile",
            converter = Profiles.Converter.class,
            completionCandidates = Profiles.Candidates.class,
            defaultValue = "strict",
            description = "Whose rules: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Profile profile;

    Profile get() {
        return profile;
    }
}
