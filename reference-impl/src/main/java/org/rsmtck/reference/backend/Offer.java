package org.rsmtck.reference.backend;

/**
 * What an exporter makes known of a segment when it publishes it.
 *
 * @param node the node it is published on
 * @param segment its id there, an unsigned 32-bit number other than 0
 * @param port the controller it was exported through, as {@link Environment#port} numbers it
 * @param length in bytes
 * @param uid the owner's effective user id
 * @param gid the owner's effective group id
 * @param admission who may connect
 */
public record Offer(
        int node, int segment, int port, long length, int uid, int gid, Admission admission) {}
