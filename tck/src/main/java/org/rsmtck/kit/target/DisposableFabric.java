package org.rsmtck.kit.target;

import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * A fabric whose agents may be broken: none of them is used again, nor is the fabric. Closing it
 * kills them.
 */
public final class DisposableFabric implements AutoCloseable {
    private static final long SECONDS = 10;

    private final AgentFabric.Site site;
    private final AgentSession session;

    DisposableFabric(AgentFabric.Site site) {
        this.site = site;
        this.session = new AgentSession(site);
    }

    /** A fresh agent. Agents are numbered from 0 in this order. */
    public AgentParticipant attach(int node, Credentials who) {
        return (AgentParticipant) session.attach(node, who);
    }

    /** Brings the event about; a signal at once, whatever calls are under way. */
    public void apply(Event event) {
        if (event instanceof Event.Interruption(int process)) {
            session.interruptNow(process);
        } else {
            session.apply(event);
        }
    }

    /**
     * The process stops where it is, until it is told to go on. It has to be {@linkplain
     * AgentParticipant#isHere() here}.
     */
    public static void stop(AgentParticipant agent) {
        signal(agent, "-STOP");
    }

    /** The process goes on. */
    public static void goOn(AgentParticipant agent) {
        signal(agent, "-CONT");
    }

    private static void signal(AgentParticipant agent, String signal) {
        if (!agent.isHere()) {
            throw new IllegalArgumentException("the agent is no process of this machine");
        }
        try {
            Process kill =
                    new ProcessBuilder("kill", signal, Long.toString(agent.pid()))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!kill.waitFor(SECONDS, TimeUnit.SECONDS)) {
                kill.destroyForcibly();
                throw new TargetSetupException(
                        "the command kill did not end within " + SECONDS + " s");
            }
        } catch (IOException e) {
            throw new TargetSetupException("the command kill cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TargetSetupException("interrupted while the command kill ran", e);
        }
    }

    @Override
    public void close() {
        site.giveBack(false);
    }
}
