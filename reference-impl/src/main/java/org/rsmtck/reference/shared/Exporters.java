package org.rsmtck.reference.shared;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The exporters of a fabric that this process has connected to. Their ledgers stay open, so that
 * the next connect finds them open, until they die or the folder is closed. Any thread may use it.
 */
final class Exporters {
    private final FolderFiles files;
    private final Map<Long, Exporter> open = new HashMap<>();

    Exporters(FolderFiles files) {
        this.files = files;
    }

    /** The living exporter of that number, or null. The caller releases it. */
    synchronized @Nullable Exporter open(long number) {
        Exporter known = open.get(number);
        if (known == null) {
            closeDead();
            OptionalInt fd = files.openForReading(Names.ledger(number));
            known = fd.isEmpty() ? null : Exporter.of(number, new Descriptor(fd.getAsInt()));
            if (known == null) {
                return null;
            }
            open.put(number, known);
        } else if (!known.isAlive()) {
            return null;
        }
        known.users++;
        return known;
    }

    synchronized void release(Exporter exporter) {
        exporter.users--;
    }

    private void closeDead() {
        for (Iterator<Exporter> each = open.values().iterator(); each.hasNext(); ) {
            Exporter exporter = each.next();
            if (exporter.users == 0 && !exporter.isAlive()) {
                exporter.close();
                each.remove();
            }
        }
    }

    /** Closes all; nobody may use one any more. */
    synchronized void close() {
        open.values().forEach(Exporter::close);
        open.clear();
    }
}
