package org.rsmtck.kit.judge;

import org.rsmtck.model.Allowed;

import java.util.List;

/**
 * A reply that no possible world allows.
 *
 * @param observed the call and the reply that came
 * @param allowed what would have been allowed, for every world that was possible
 */
public record Mismatch(Observation.Called observed, List<Allowed> allowed) {}
