/**
 * One implementation of Remote Shared Memory over native memory, which passes the kit.
 *
 * <p>For programs: make a fabric with {@link org.rsmtck.reference.shared.FabricFolder#create}, then
 * let each process {@linkplain org.rsmtck.reference.Rsm#join join} it.
 *
 * <pre>{@code
 * try (var rsm = Rsm.join(folder, 1, Rsm.ownCredentials());
 *         var controller = rsm.controller("loopback");
 *         var export = controller.export(8192)) {
 *     export.publish(0x400001, AccessList.everyone());
 *     try (var segment = controller.connect(1, 0x400001, Permission.READ_WRITE);
 *             var barrier = segment.initBarrier()) {
 *         segment.put(0, "hello".getBytes(UTF_8));
 *     }
 * }
 * }</pre>
 *
 * <p>A call that the interface refuses throws {@link org.rsmtck.reference.RsmException}, which
 * carries the error; where several errors apply any of them may be named. A refused call has
 * changed nothing. Where readings of the manual differ, the profile {@code strict} is followed.
 *
 * <p>For the kit: {@link org.rsmtck.reference.ReferenceFabric} is the same behind the port that
 * every vendor implements.
 *
 * <p>The rules stand in this package, and what carries them out behind {@link
 * org.rsmtck.reference.backend.Backend}.
 */
@NullMarked
package org.rsmtck.reference;

import org.jspecify.annotations.NullMarked;
