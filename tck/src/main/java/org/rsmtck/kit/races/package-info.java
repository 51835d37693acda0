/**
 * Pairs of calls made at the same time, under jcstress. What they may come to is computed from the
 * model: the outcomes of both orders.
 */
package org.rsmtck.kit.races;
