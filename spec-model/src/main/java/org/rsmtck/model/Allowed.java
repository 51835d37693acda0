package org.rsmtck.model;

import java.util.List;
import java.util.Set;

/**
 * All that an implementation may do with a call in a world.
 *
 * @param steps never empty, unless the call is outside the contract
 * @param held the refusals whose guards held, by any reading
 * @param outside the rules that place the call outside the contract, by any reading
 */
public record Allowed(List<Step> steps, Set<Rule> held, Set<Rule> outside) {

    /** Whether every reading makes a promise about the call. */
    public boolean isPromised() {
        return outside.isEmpty();
    }
}
