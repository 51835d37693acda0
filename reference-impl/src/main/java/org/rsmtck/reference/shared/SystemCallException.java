package org.rsmtck.reference.shared;

import org.rsmtck.api.Event.Resource;
import org.rsmtck.reference.backend.OutOfResourceException;

/** A C function failed in a way that no caller of it foresaw. */
final class SystemCallException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private SystemCallException(String message) {
        super(message);
    }

    /**
     * The exception for {@code call} having answered {@code -number}: an {@link
     * OutOfResourceException} where the machine ran short of something.
     */
    static RuntimeException of(String call, long answer) {
        int number = (int) -answer;
        String message = call + " failed with error number " + number;
        return switch (number) {
            case Posix.EMFILE, Posix.ENFILE ->
                    new OutOfResourceException(Resource.DESCRIPTORS, message);
            case Posix.ENOMEM, Posix.ENOSPC, Posix.EDQUOT, Posix.EFBIG ->
                    new OutOfResourceException(Resource.MEMORY, message);
            default -> new SystemCallException(message);
        };
    }
}
