package org.rsmtck.model;

import org.rsmtck.api.Reply;

import java.util.function.Predicate;

/**
 * Where an implementation is free in what it answers (the value of a fresh handle, bytes that are
 * unspecified), someone has to choose: the implementation, when an observed reply is judged, or the
 * model itself, when it explores.
 */
public interface Resolver {

    /**
     * The reply to go on with: {@code canonical}, or another one of its type that is {@code legal}.
     */
    <R extends Reply> R among(R canonical, Predicate<R> legal);

    /** What a refused call left in its out parameter, where that is unspecified. */
    long out();

    /** Takes the canonical choice everywhere. */
    Resolver CANONICAL =
            new Resolver() {
                @Override
                public <R extends Reply> R among(R canonical, Predicate<R> legal) {
                    return canonical;
                }

                @Override
                public long out() {
                    return 0;
                }
            };

    /** Follows {@code observed} wherever that is legal. */
    static Resolver by(Reply observed) {
        return new Resolver() {
            @Override
            public <R extends Reply> R among(R canonical, Predicate<R> legal) {
                if (observed.getClass() == canonical.getClass()) {
                    @SuppressWarnings("unchecked")
                    R same = (R) observed;
                    return legal.test(same) ? same : canonical;
                }
                return canonical;
            }

            @Override
            public long out() {
                return observed instanceof Reply.Refused refused ? refused.out() : 0;
            }
        };
    }
}
