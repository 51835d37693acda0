package org.rsmtck.kit.evidence;

import org.rsmtck.reports.Run;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The first file of a bundle.
 *
 * @param version of the format of bundles
 * @param statement that the rest supports
 * @param run the circumstances, hashes of the kit, its plan and the implementation among them
 * @param files by name: the SHA-256 of each of the others
 */
record Manifest(int version, String statement, Run run, Map<String, String> files) {
    static final int VERSION = 1;

    Manifest {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }
}
