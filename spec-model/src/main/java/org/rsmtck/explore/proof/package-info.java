/**
 * Searches a scope with its {@link org.rsmtck.explore.property.Properties}, and says which hold,
 * and by what sequence those are broken that do not.
 */
@NullMarked
package org.rsmtck.explore.proof;

import org.jspecify.annotations.NullMarked;
