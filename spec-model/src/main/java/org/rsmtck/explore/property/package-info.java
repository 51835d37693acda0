/**
 * What must hold in every world of a scope, what must be met in some, and what must follow in the
 * end: the reasons to trust the model before anybody is judged by it.
 *
 * <p>{@link org.rsmtck.explore.property.Properties} is the list, each next to the sentence that it
 * stands for.
 */
@NullMarked
package org.rsmtck.explore.property;

import org.jspecify.annotations.NullMarked;
