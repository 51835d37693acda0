/** The command line: what people and CI jobs ask of the kit, and what they are told. */
@NullMarked
package org.rsmtck.kit.cli;

import org.jspecify.annotations.NullMarked;
