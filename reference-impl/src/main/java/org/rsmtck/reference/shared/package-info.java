/**
 * The engine for the processes of one machine: memory is shared by files that they map.
 *
 * <p>Start at {@link org.rsmtck.reference.shared.FabricFolder}: a fabric is a folder, with files
 * for what all processes share, and {@link org.rsmtck.reference.shared.SharedBackend} is one
 * process's side of it. What is published is a link by the name of its segment, which says where in
 * the {@code Ledger} of its exporter the card is that says what it offers. {@code LifeKeeper} has
 * the kernel tell others when an exporter dies, and {@code Posix} names the C functions that all of
 * this stands on.
 */
@NullMarked
package org.rsmtck.reference.shared;

import org.jspecify.annotations.NullMarked;
