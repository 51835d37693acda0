package org.rsmtck.explore.packed;

import java.util.List;

/**
 * All that can happen to a part by its own doing.
 *
 * @param differences steps that change this part alone and keep within bounds: what to turn over in
 *     the state
 * @param wider steps that change other parts too
 * @param still the number of steps that change nothing or leave the bounds
 * @param outcomes what all this was taken from
 */
record Local(long[] differences, Change[][] wider, int still, List<Outcomes> outcomes) {}
