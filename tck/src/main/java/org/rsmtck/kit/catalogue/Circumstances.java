package org.rsmtck.kit.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What else has to be unusual for a value to make a difference: as a rule the importer is the
 * exporter's own user on its own node, so that nobody asks for groups, and no path is there to be
 * lost.
 */
public final class Circumstances {
    private static final Choice<?> AWAY = new Choice<>(Catalogue.PLACE, Place.AWAY);
    private static final Choice<?> THIRD = new Choice<>(Catalogue.PLACE, Place.THIRD);
    private static final Choice<?> OF_ITS_GROUP =
            new Choice<>(Catalogue.KIN, Kin.OF_THE_SAME_GROUP);
    private static final Choice<?> STRANGER = new Choice<>(Catalogue.KIN, Kin.STRANGER);
    private static final Choice<?> TO_EVERYONE = new Choice<>(Catalogue.LIST, new Listing(0, 0));
    private static final Choice<?> NINE_EXPORTS = new Choice<>(Catalogue.EXPORTS, 9);
    private static final Choice<?> ONE_LOSS = new Choice<>(Catalogue.LOSSES, 1);
    private static final Choice<?> TWO_LOSSES = new Choice<>(Catalogue.LOSSES, 2);

    /** By quantity, the circumstances in which each of its values is gone through as well. */
    private static final Map<Quantity<?>, List<List<Choice<?>>>> OF =
            Map.ofEntries(
                    Map.entry(Catalogue.NODE_IDS, List.of(List.of(AWAY))),
                    Map.entry(Catalogue.UID, List.of(List.of(OF_ITS_GROUP), List.of(STRANGER))),
                    Map.entry(
                            Catalogue.REAL_IDS,
                            List.of(
                                    List.of(OF_ITS_GROUP),
                                    List.of(new Choice<>(Catalogue.KIN, Kin.BY_REAL_IDS)))),
                    Map.entry(Catalogue.UMASK, List.of(List.of(OF_ITS_GROUP), List.of(STRANGER))),
                    Map.entry(Catalogue.MODE, List.of(List.of(OF_ITS_GROUP), List.of(STRANGER))),
                    Map.entry(Catalogue.ASKED, List.of(List.of(OF_ITS_GROUP), List.of(AWAY))),
                    Map.entry(Catalogue.LIST, List.of(List.of(AWAY))),
                    Map.entry(Catalogue.PAGES, List.of(List.of(AWAY, ONE_LOSS))),
                    Map.entry(Catalogue.WINDOW, List.of(List.of(AWAY))),
                    Map.entry(
                            Catalogue.IMPORTERS,
                            List.of(List.of(AWAY), List.of(THIRD, TO_EVERYONE))),
                    Map.entry(Catalogue.REPUBLICATIONS, List.of(List.of(AWAY))),
                    Map.entry(Catalogue.LOSSES, List.of(List.of(AWAY))),
                    Map.entry(
                            Catalogue.LOST,
                            List.of(
                                    List.of(AWAY, ONE_LOSS),
                                    List.of(AWAY, TWO_LOSSES),
                                    List.of(THIRD, ONE_LOSS))),
                    Map.entry(Catalogue.END, List.of(List.of(AWAY), List.of(NINE_EXPORTS))),
                    Map.entry(Catalogue.AFTERWARDS, List.of(List.of(AWAY))));

    private Circumstances() {}

    /** A value of a quantity that is not the usual one. */
    private record Choice<T>(Quantity<T> quantity, T value) {
        Scenario in(Scenario scenario) {
            List<T> values = quantity.values().stream().map(Quantity.Value::value).toList();
            return scenario.with(Catalogue.place(quantity), values.indexOf(value));
        }
    }

    /**
     * The scenarios in which a value is gone through: the one in which it alone is unusual, and
     * those in which it makes a difference.
     *
     * @param quantity its place in the catalogue
     * @param value its place in the quantity
     */
    public static List<Scenario> of(int quantity, int value) {
        Scenario alone = Scenario.usual().with(quantity, value);
        List<Scenario> scenarios = new ArrayList<>(List.of(alone));
        if (value != 0) {
            for (List<Choice<?>> choices :
                    OF.getOrDefault(Catalogue.ALL.get(quantity), List.of())) {
                Scenario scenario = alone;
                for (Choice<?> choice : choices) {
                    scenario = choice.in(scenario);
                }
                scenarios.add(scenario);
            }
        }
        return scenarios;
    }
}
