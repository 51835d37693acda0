package org.rsmtck.kit.agent;

import org.rsmtck.kit.wire.Line;

import java.util.HashMap;
import java.util.Map;

/** The chain that each thread of an agent is at. */
final class Chains {
    private final Map<Long, Chain> current = new HashMap<>();

    /** The chain that the thread's request belongs to, which ends any other one there. */
    synchronized Chain of(Line request, long thread) {
        long number = request.has("chain") ? request.integer("chain") : 0;
        Chain chain = current.get(thread);
        if (number == 0 || chain == null || !chain.is(number)) {
            chain = new Chain(number);
            current.put(thread, chain);
        }
        return chain;
    }

    synchronized void forget(long thread) {
        current.remove(thread);
    }
}
