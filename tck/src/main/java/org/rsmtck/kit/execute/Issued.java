package org.rsmtck.kit.execute;

import org.rsmtck.api.Reply;
import org.rsmtck.explore.Alphabet;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What an implementation has issued, and how near to that a forgery can be. For any threads. */
public final class Issued {
    private static final long HIGHEST_BIT = 1L << 63;

    private final Map<Integer, Long> lastHandles = new HashMap<>();
    private final Set<Integer> segments;

    public Issued(Ids ids) {
        this.segments = new TreeSet<>(ids.usual());
    }

    public synchronized void remember(int process, Reply reply) {
        if (reply instanceof Reply.Handle(long handle)) {
            lastHandles.put(process, handle);
        }
        if (reply instanceof Reply.Published(int segment)) {
            segments.add(segment);
        }
    }

    /**
     * A handle that was never issued, and that differs from the process's last one by its highest
     * bit: an implementation that cuts handles short, to whatever width, takes one for the other.
     */
    public synchronized long neverIssued(int process) {
        Long last = lastHandles.get(process);
        return last == null ? Alphabet.NEVER_ISSUED : last ^ HIGHEST_BIT;
    }

    /** The ids that segments may have been published under, in order. */
    public synchronized Set<Integer> segments() {
        return new TreeSet<>(segments);
    }
}
