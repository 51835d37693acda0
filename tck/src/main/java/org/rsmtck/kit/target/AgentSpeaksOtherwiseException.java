package org.rsmtck.kit.target;

/**
 * An agent does not speak as agents do; the message says how. The implementation has no part in it.
 */
final class AgentSpeaksOtherwiseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AgentSpeaksOtherwiseException(String message) {
        super(message);
    }
}
