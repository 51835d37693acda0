/**
 * The words of the field: calls, replies, errors, and the ports through which an implementation is
 * reached.
 *
 * <p>Start at {@link org.rsmtck.api.Call} (what a process can ask) and {@link org.rsmtck.api.Reply}
 * (what it can be told). An implementation is plugged in by providing a {@link
 * org.rsmtck.api.Fabric}. Nothing here knows what a right reply is: that is the business of {@code
 * org.rsmtck.model}.
 */
@NullMarked
package org.rsmtck.api;

import org.jspecify.annotations.NullMarked;
