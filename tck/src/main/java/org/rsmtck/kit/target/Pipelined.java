package org.rsmtck.kit.target;

import org.rsmtck.api.Call;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;

import java.util.Optional;

/**
 * A participant that can be asked for a call before it has answered those before. It makes them one
 * after the other. For one thread at a time.
 */
public interface Pipelined extends Participant {

    /** Whether it can be asked so now. */
    boolean canBeAsked();

    /**
     * Asks for a call. It is not made if one that was asked for before, and has not been looked at
     * since, was answered in another way than was expected.
     *
     * @param expected how the next ones rely on it to be answered, by the kind of reply alone;
     *     empty if they do not
     */
    Asked ask(Call call, Optional<Reply> expected);

    /** A call that was asked for. Either its reply is awaited once, or it is forgotten. */
    interface Asked {
        /** Has it sent, with all that was asked for so far, and waits for nothing. */
        void send();

        /**
         * Waits for the reply, which is another than any that was seen if the call was not made.
         */
        Reply await();

        /** Nobody will wait for the reply. */
        void forget();
    }
}
