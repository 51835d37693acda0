package org.rsmtck.model;

import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Scopes;
import org.rsmtck.model.profile.KnownProfiles;

import java.util.ArrayList;
import java.util.List;

/** A scope, and a full reading of a profile to walk through it with. */
record Setting(Profile profile, Interpretation reading, Scope scope) {

    /** Every scope under every reading of every profile. */
    static List<Setting> all() {
        List<Setting> all = new ArrayList<>();
        for (Profile profile : KnownProfiles.all()) {
            for (Interpretation reading : profile.readings()) {
                for (Scope scope : Scopes.ALL) {
                    all.add(new Setting(profile, reading, scope));
                }
            }
        }
        return all;
    }

    /** The options that differ from the safest reading. */
    private List<String> turns() {
        return reading.choices().entrySet().stream()
                .filter(choice -> choice.getValue() != choice.getKey().safest())
                .map(choice -> choice.getKey() + "=" + choice.getValue())
                .toList();
    }

    @Override
    public String toString() {
        return profile.name() + " " + turns() + " in " + scope.name();
    }
}
