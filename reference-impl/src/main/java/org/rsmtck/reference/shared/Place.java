package org.rsmtck.reference.shared;

import org.jspecify.annotations.Nullable;

import java.util.HexFormat;

/**
 * Where the card of a publication is: what the symbolic link that bears its name says.
 *
 * @param exporter the number of the exporter, whose ledger the card is in
 * @param slot its place there
 * @param generation which publication of that place it is, never 0
 */
record Place(long exporter, int slot, int generation) {
    private static final HexFormat HEX = HexFormat.of();
    private static final int SLOT_AT = 17;
    private static final int GENERATION_AT = 26;
    private static final int LENGTH = 34;

    /** The place as the text of a link. */
    String text() {
        return HEX.toHexDigits(exporter)
                + '.'
                + HEX.toHexDigits(slot)
                + '.'
                + HEX.toHexDigits(generation);
    }

    /** What a link says, or null where it is not what {@link #text} makes. */
    static @Nullable Place of(String text) {
        if (text.length() != LENGTH) {
            return null;
        }
        try {
            return new Place(
                    HexFormat.fromHexDigitsToLong(text, 0, SLOT_AT - 1),
                    HexFormat.fromHexDigits(text, SLOT_AT, GENERATION_AT - 1),
                    HexFormat.fromHexDigits(text, GENERATION_AT, LENGTH));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The name of the file of the memory. */
    String memory() {
        return HEX.toHexDigits(exporter)
                + '.'
                + HEX.toHexDigits(slot)
                + HEX.toHexDigits(generation)
                + Names.MEMORY_SUFFIX;
    }
}
