package org.rsmtck.kit.suite;

/**
 * A program could not be carried out to its end, though the implementation did nothing wrong.
 * Others may be: what an agent or a tool cannot do says nothing of what it can.
 */
final class UnfinishedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnfinishedException(String why) {
        super(why);
    }
}
