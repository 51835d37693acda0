package org.rsmtck.kit.histories;

/**
 * A concurrent program before the model has filled it in.
 *
 * @param processes how many there are
 * @param lanes how many threads call at the same time, in all
 * @param longest how many calls a lane has at most
 * @param dice decides among what there is
 * @param hasMishap whether something happens in the midst, where it can
 */
record HistoryPlan(
        int processes, int lanes, int longest, long dice, boolean hasMishap, boolean isApart) {}
