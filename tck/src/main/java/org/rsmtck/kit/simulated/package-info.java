/**
 * Implementations made of the model itself: right ones, odd ones and, with a rule changed, wrong
 * ones.
 */
package org.rsmtck.kit.simulated;
