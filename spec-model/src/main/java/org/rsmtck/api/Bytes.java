package org.rsmtck.api;

import java.util.Arrays;
import java.util.HexFormat;

/** An immutable run of bytes with value equality. */
public final class Bytes {
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** A copy of {@code content}. */
    public static Bytes of(byte[] content) {
        return new Bytes(content.clone());
    }

    /** The eight bytes of {@code word}, least significant first. */
    public static Bytes ofWord(long word) {
        byte[] content = new byte[Long.BYTES];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (word >>> (8 * i));
        }
        return new Bytes(content);
    }

    /**
     * The bytes that {@code hex} spells, two digits each.
     *
     * @throws IllegalArgumentException if {@code hex} is not an even number of hexadecimal digits
     */
    public static Bytes ofHex(String hex) {
        return new Bytes(HEX.parseHex(hex));
    }

    public int length() {
        return content.length;
    }

    public byte at(int index) {
        return content[index];
    }

    public byte[] toArray() {
        return content.clone();
    }

    public String toHex() {
        return HEX.formatHex(content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /** The bytes in hexadecimal, shortened in the middle beyond 32 bytes. */
    @Override
    public String toString() {
        if (content.length <= 32) {
            return "0x" + toHex();
        }
        return "0x"
                + HEX.formatHex(content, 0, 16)
                + ".."
                + HEX.formatHex(content, content.length - 8, content.length)
                + " ("
                + content.length
                + " B)";
    }
}
