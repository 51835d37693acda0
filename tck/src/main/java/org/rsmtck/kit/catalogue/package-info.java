/**
 * What is generated over whole ranges: the quantities and shapes in which implementations go wrong,
 * each with its values, and the programs in which they meet.
 */
@NullMarked
package org.rsmtck.kit.catalogue;

import org.jspecify.annotations.NullMarked;
