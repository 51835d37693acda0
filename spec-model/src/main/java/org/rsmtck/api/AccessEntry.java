package org.rsmtck.api;

/**
 * One line of an access list: what the processes of a node may do.
 *
 * @param node the node id, an unsigned 32-bit number
 * @param permission a file mode: three octal digits for owner, group and others, of 4 (read) and 2
 *     (write)
 */
public record AccessEntry(int node, int permission) {
    @Override
    public String toString() {
        return Integer.toUnsignedString(node) + ":0" + Integer.toOctalString(permission);
    }
}
