package org.rsmtck.kit.agent;

import java.util.ArrayList;
import java.util.List;

/** The descriptors of this process, which can be used up and released again. */
final class Descriptors {
    private final List<Integer> held = new ArrayList<>();
    private long limit = -1;

    /** From now on the process can open no further descriptor. */
    synchronized void useUp() {
        if (limit >= 0) {
            return;
        }
        limit = Libc.descriptorLimit();
        int highest = Libc.duplicate(0);
        held.add(highest);
        Libc.limitDescriptors(highest + 1L);
        for (int next = Libc.duplicate(0); next >= 0; next = Libc.duplicate(0)) {
            held.add(next);
        }
    }

    /** The process can open descriptors again. */
    synchronized void release() {
        if (limit < 0) {
            return;
        }
        Libc.limitDescriptors(limit);
        limit = -1;
        held.forEach(Libc::close);
        held.clear();
    }
}
