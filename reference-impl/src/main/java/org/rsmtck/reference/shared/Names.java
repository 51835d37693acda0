package org.rsmtck.reference.shared;

import java.util.HexFormat;

/** How the files of a fabric are called. */
final class Names {
    /** The folder of the exporters' ledgers. */
    static final String EXPORTERS = "exporters";

    static final String MEMORY_SUFFIX = ".memory";

    private Names() {}

    /** The link that a publication has its name by. */
    static String card(int node, int segment) {
        return node + "." + Integer.toHexString(segment);
    }

    static String ledger(long exporter) {
        return EXPORTERS + "/" + HexFormat.of().toHexDigits(exporter);
    }

    /** The exporter whose ledger has that name in its folder; 0 where it is none. */
    static long exporter(String name) {
        try {
            return name.length() == 2 * Long.BYTES ? HexFormat.fromHexDigitsToLong(name) : 0;
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }
}
