package org.rsmtck.kit.target;

import static java.util.Objects.requireNonNull;

/** The process of an agent is gone, or does not speak as it should; the message says how. */
public final class AgentDiedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AgentDiedException(String message) {
        super(message);
    }

    /** What is wrong: there is always a sentence. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
