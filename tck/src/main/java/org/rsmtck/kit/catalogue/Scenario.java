package org.rsmtck.kit.catalogue;

import org.rsmtck.kit.catalogue.Quantity.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A value for each quantity of the catalogue.
 *
 * @param chosen the index of the value, in the order of {@link Catalogue#ALL}
 */
public record Scenario(List<Integer> chosen) {
    public Scenario {
        chosen = List.copyOf(chosen);
    }

    /** Everything as usual. */
    public static Scenario usual() {
        return new Scenario(Catalogue.ALL.stream().map(quantity -> 0).toList());
    }

    /** This one with another value of one quantity. */
    public Scenario with(int quantity, int value) {
        List<Integer> other = new ArrayList<>(chosen);
        other.set(quantity, value);
        return new Scenario(other);
    }

    /** What it is, of this quantity. */
    <T> T at(Quantity<T> quantity) {
        return quantity.values().get(chosen.get(Catalogue.place(quantity))).value();
    }

    /** The number that has the stray bit alone; empty if there is none. */
    Optional<Integer> strayBit() {
        int bit = at(Catalogue.STRAY_BIT);
        return bit < 0 ? Optional.empty() : Optional.of(1 << bit);
    }

    /** The value that is chosen of the quantity at this place. */
    public Value<?> value(int quantity) {
        return Catalogue.ALL.get(quantity).values().get(chosen.get(quantity));
    }

    /** The quantities, by their places, that are not as usual. */
    public List<Integer> unusual() {
        List<Integer> unusual = new ArrayList<>();
        for (int quantity = 0; quantity < chosen.size(); quantity++) {
            if (chosen.get(quantity) != 0) {
                unusual.add(quantity);
            }
        }
        return unusual;
    }
}
