package org.rsmtck.explore.tla;

import org.rsmtck.api.Permission;
import org.rsmtck.explore.Role;
import org.rsmtck.explore.Scope;
import org.rsmtck.explore.Scopes;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Variant.ControllerAgain;
import org.rsmtck.model.VariationPoint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Bounds and choices in which the models are compared, once in the words of each.
 *
 * @param reading of the profile {@code strict}
 * @param configuration lines of {@code twin.cfg}, and what stands there instead
 */
record Setting(
        String name, Interpretation reading, Scope scope, Map<String, String> configuration) {

    /** Every combination of two odd arguments. */
    static final Setting TWIN =
            new Setting("twin", again(ControllerAgain.SAME), Scopes.TWIN, Map.of());

    private static final Map<String, String> ONE_VALUE_EACH =
            Map.of(
                    "Lists <- TwinLists",
                    "Lists <- UsualOnly",
                    "Modes <- TwinModes",
                    "Modes <- ReadOnly");

    /** One odd argument at most; one access list and one permission. */
    static final Setting BRIEF =
            new Setting(
                    "brief",
                    again(ControllerAgain.SAME),
                    brief(1, 1),
                    and(Map.of("Odd = 2", "Odd = 1")));

    /** The same, and each get of a controller gives a fresh handle. */
    static final Setting FRESH =
            new Setting(
                    "fresh",
                    again(ControllerAgain.FRESH),
                    brief(1, 1),
                    and(
                            Map.of(
                                    "Odd = 2",
                                    "Odd = 1",
                                    "ControllerAgain = \"same\"",
                                    "ControllerAgain = \"fresh\"")));

    /** Two imports at a time, without odd arguments. */
    static final Setting PAIR =
            new Setting(
                    "pair",
                    again(ControllerAgain.SAME),
                    brief(0, 2),
                    and(Map.of("Odd = 2", "Odd = 0", "MostImports = 1", "MostImports = 2")));

    private static Interpretation again(ControllerAgain option) {
        return Profile.STRICT.readings().stream()
                .filter(reading ->
                        reading.at(VariationPoint.CONTROLLER_AGAIN).orElseThrow() == option)
                .findFirst()
                .orElseThrow();
    }

    private static Scope brief(int odd, int imports) {
        Scope twin = Scopes.TWIN;
        Role importer = twin.roles().get(1);
        return new Scope(
                twin.name(),
                twin.words(),
                twin.needs(),
                twin.topology(),
                List.of(
                        twin.roles().getFirst(),
                        new Role(
                                importer.node(),
                                importer.who(),
                                importer.vocabulary(),
                                importer.exports(),
                                imports)),
                twin.segments(),
                List.of(twin.lists().getFirst()),
                List.of(Permission.READ),
                twin.events(),
                odd,
                twin.prelude());
    }

    private static Map<String, String> and(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(ONE_VALUE_EACH);
        all.putAll(more);
        return Map.copyOf(all);
    }

    @Override
    public String toString() {
        return name;
    }
}
