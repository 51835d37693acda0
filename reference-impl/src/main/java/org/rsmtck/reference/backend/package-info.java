/**
 * What an engine must do to carry segments between nodes, and nothing about how.
 *
 * <p>Start at {@link org.rsmtck.reference.backend.Backend}. The rules of the interface (which call
 * is refused, with what) stand above this line, in {@code org.rsmtck.reference}; below it an engine
 * moves bytes, keeps the names of what is published, and notices who is gone. {@code
 * org.rsmtck.reference.shared} is the engine for the processes of one machine; a network engine
 * would carry nodes on several hosts.
 */
@NullMarked
package org.rsmtck.reference.backend;

import org.jspecify.annotations.NullMarked;
