package org.rsmtck.reference;

import org.rsmtck.api.RsmError;
import org.rsmtck.reference.backend.OutOfResourceException;

import java.util.function.Supplier;

/**
 * A call was refused, with an error that the interface defines. Nothing was changed by it.
 *
 * <p>Within {@link #byCode} it carries no stack trace: where only the code of a refusal is looked
 * at, to fill one in would cost more than the call. Whoever calls the interface itself is shown
 * where.
 */
public final class RsmException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final ScopedValue<Boolean> IS_BY_CODE = ScopedValue.newInstance();

    private final RsmError error;

    RsmException(RsmError error, String message) {
        super(error.cName() + ": " + message, null, true, !IS_BY_CODE.isBound());
        this.error = error;
    }

    /** Makes a call of whose refusal only the code is looked at. */
    static <T> T byCode(Supplier<T> call) {
        return ScopedValue.where(IS_BY_CODE, true).call(call::get);
    }

    static RsmException of(OutOfResourceException shortage) {
        RsmError error =
                switch (shortage.resource()) {
                    case MEMORY -> RsmError.INSUFFICIENT_MEM;
                    case DESCRIPTORS -> RsmError.INSUFFICIENT_RESOURCES;
                };
        return new RsmException(error, shortage.reason());
    }

    /** What the C function would have returned. */
    public RsmError error() {
        return error;
    }
}
