package org.rsmtck.kit.target;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/** Looks again and again for agents that owe an answer for too long. */
final class Watchdog {
    private static final long PERIOD_MILLIS = 100;
    private static final Set<AgentProcess> AGENTS =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    static {
        Thread.ofPlatform().name("agent-watch").daemon().start(Watchdog::look);
    }

    private Watchdog() {}

    static void over(AgentProcess agent) {
        AGENTS.add(agent);
    }

    private static void look() {
        try {
            while (true) {
                Thread.sleep(PERIOD_MILLIS);
                long now = System.nanoTime();
                AgentProcess[] all;
                synchronized (AGENTS) {
                    AGENTS.removeIf(agent -> !agent.isAlive());
                    all = AGENTS.toArray(AgentProcess[]::new);
                }
                for (AgentProcess agent : all) {
                    agent.killIfLate(now);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
