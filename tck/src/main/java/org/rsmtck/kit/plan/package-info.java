/**
 * What the suites owe, as data: computed from the model when the model changes, kept beside these
 * classes, read when a run asks for it.
 */
@NullMarked
package org.rsmtck.kit.plan;

import org.jspecify.annotations.NullMarked;
