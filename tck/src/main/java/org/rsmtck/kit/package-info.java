/** The conformance kit: sends calls to an implementation and asks the model about every reply. */
@NullMarked
package org.rsmtck.kit;

import org.jspecify.annotations.NullMarked;
