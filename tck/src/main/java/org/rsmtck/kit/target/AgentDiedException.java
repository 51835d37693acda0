package org.rsmtck.kit.target;

/** The process of an agent is gone, or does not speak as it should; the message says how. */
public final class AgentDiedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AgentDiedException(String message) {
        super(message);
    }
}
