package org.rsmtck.kit.judge;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Reply;
import org.rsmtck.model.Resolver;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * Looks whether a call has but one reply. It has more where the implementation may choose a value,
 * but for what a refusal leaves in an out parameter.
 */
final class Foresight implements Resolver {
    private @Nullable Reply first;
    private boolean isOpen;

    @Override
    public <R extends Reply> R among(R canonical, Predicate<R> legal) {
        isOpen = true;
        return canonical;
    }

    @Override
    public long out() {
        return 0;
    }

    /** Takes note of a reply that is allowed. */
    boolean isSeen(Reply reply) {
        isOpen |= first != null && !first.equals(reply);
        first = reply;
        return true;
    }

    /** The one that there is. */
    Optional<Reply> only() {
        return isOpen ? Optional.empty() : Optional.ofNullable(first);
    }
}
