/**
 * Calls made by two threads at the same time, under jcstress. What they may come to is computed
 * from the model: the outcomes of every order.
 */
@NullMarked
package org.rsmtck.kit.races;

import org.jspecify.annotations.NullMarked;
