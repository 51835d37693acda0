package org.rsmtck.kit.catalogue;

import java.util.ArrayList;
import java.util.List;

/**
 * Units of a few bytes.
 *
 * @param width of one, in bytes
 * @param count how many
 */
record Units(int width, int count) {
    static List<Units> all() {
        List<Units> all = new ArrayList<>(List.of(new Units(8, 1)));
        for (int width : List.of(1, 2, 4, 8)) {
            for (int count :
                    List.of(1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 31, 32, 33, 64, 65, 128, 129)) {
                if (width != 8 || count != 1) {
                    all.add(new Units(width, count));
                }
            }
        }
        all.addAll(
                List.of(
                        new Units(1, 255),
                        new Units(1, 256),
                        new Units(1, 257),
                        new Units(2, 256),
                        new Units(2, 2049),
                        new Units(4, 256),
                        new Units(4, 1025),
                        new Units(8, 256),
                        new Units(8, 513)));
        return all;
    }

    String words() {
        return count + " of " + width + " B";
    }
}
