package org.rsmtck.kit.target;

import org.rsmtck.api.Reply;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.Wire;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What an agent is asked for in one go: a chain, which lasts until all of it has been looked at.
 */
final class Pipeline {
    private final AgentProcess process;
    private final Function<Supplier<Line>, Reply> reply;
    private long chain;
    private int open;

    /**
     * @param reply that an answer is
     */
    Pipeline(AgentProcess process, Function<Supplier<Line>, Reply> reply) {
        this.process = process;
        this.reply = reply;
    }

    Pipelined.Asked ask(Line call, Optional<Reply> expected) {
        if (open++ == 0) {
            chain = process.nextChain();
        }
        Line around = Line.EMPTY.with("chain", chain);
        return new Request(
                process.prepare(
                        call.with(
                                expected.map(how -> around.with("expect", Wire.expected(how)))
                                        .orElse(around))));
    }

    private final class Request implements Pipelined.Asked {
        private final long id;

        Request(long id) {
            this.id = id;
        }

        @Override
        public void send() {
            process.sendPrepared();
        }

        @Override
        public Reply await() {
            open--;
            send();
            return reply.apply(() -> process.await(id));
        }

        @Override
        public void forget() {
            open--;
            process.forget(id);
        }
    }
}
