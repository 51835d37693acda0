package org.rsmtck.kit.target;

import org.jspecify.annotations.Nullable;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.MalformedLineException;
import org.rsmtck.kit.wire.Wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The process of one agent. Any thread may ask it. One that does not answer in time is killed, by a
 * watch that waits for nobody. Nothing here waits for the end of a stream: a child of the process
 * may hold it open when the process is gone.
 */
final class AgentProcess {
    /** How a hang is told: as by the driver. */
    static final String NO_ANSWER = "no answer within ";

    /** No request has it, so that waiting for it ends with the process. */
    static final long NEVER = -1;

    private static final String NUMBER = "request";
    private static final long LAST_WORDS_MILLIS = 2_000;
    private static final int MOST_SHOWN = 120;
    private static final long GREETING = 0;

    private final Process process;
    private final Ending ending;
    private final Outbox requests;
    private final Inbox answers;
    private final Tail errors;
    private final Bounds bounds;
    private final Greeting greeting;

    private final Deadlines deadlines;
    private final AtomicLong lastId = new AtomicLong();
    private final AtomicLong lastChain = new AtomicLong();
    private final SequencedMap<Long, byte[]> prepared = new LinkedHashMap<>();
    private volatile String killedFor = "";
    private String death = "";
    private final Statistics census;
    private volatile boolean isToldToDie;
    private volatile boolean hasGreeted;

    /**
     * Starts an agent and waits until it has said who it is.
     *
     * @throws TargetSetupException if it cannot be started, or does not speak as an agent
     */
    AgentProcess(
            List<String> command,
            Map<String, String> environment,
            Bounds bounds,
            Statistics census) {
        this.census = census;
        this.bounds = bounds;
        this.deadlines = new Deadlines(bounds.answer());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new TargetSetupException(
                    "the agent cannot be started by " + command + ": " + e.getMessage(), e);
        }
        ending = new Ending(process);
        census.countStart();
        requests = new Outbox(process.getOutputStream());
        errors = new Tail(process.getErrorStream());
        answers = new Inbox(process, NUMBER, this::isAnswered);
        Watchdog.over(this);
        greeting = greeted(command);
        hasGreeted = true;
    }

    private Greeting greeted(List<String> command) {
        deadlines.start(GREETING, bounds.start());
        String line = "";
        try {
            @Nullable String greeted = answers.first();
            if (greeted == null) {
                throw new TargetSetupException(
                        "the agent started by "
                                + command
                                + " did not greet"
                                + preamble()
                                + death());
            }
            line = greeted;
            return Greeting.of(Line.parse(line));
        } catch (MalformedLineException | NumberFormatException e) {
            kill();
            throw new TargetSetupException(
                    "the agent started by "
                            + command
                            + " greeted with \""
                            + shortened(line)
                            + "\": "
                            + e.getMessage(),
                    e);
        } catch (TargetSetupException e) {
            kill();
            throw e;
        } finally {
            deadlines.end(GREETING);
        }
    }

    private String preamble() {
        String preamble = answers.preamble();
        return preamble.isEmpty() ? ": " : ", but printed \"" + shortened(preamble) + "\": ";
    }

    Greeting greeting() {
        return greeting;
    }

    /** Whether the agent is the very process that was started here, and can be sent signals. */
    boolean isHere() {
        return greeting.pid() == process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What asks for this, without the fields that say more of it. */
    static Line request(String what) {
        return Line.EMPTY.with("v", Wire.VERSION).with("do", what);
    }

    /**
     * Sends a request, to which this gives an id, and waits for the answer.
     *
     * @return the answer without its id
     * @throws AgentDiedException if there is none
     */
    Line ask(Line request) {
        return await(send(request));
    }

    /** Sends a request and does not wait, neither for the answer nor until it has been read. */
    long send(Line request) {
        long id = lastId.incrementAndGet();
        deadlines.start(id);
        try {
            requests.write(Map.of(id, text(id, request)));
        } catch (IOException e) {
            deadlines.end(id);
            throw new AgentDiedException(death());
        }
        return id;
    }

    private static byte[] text(long id, Line request) {
        return (request.with(NUMBER, id) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Prepares a request, which is sent with others in one go. */
    long prepare(Line request) {
        long id = lastId.incrementAndGet();
        prepared.put(id, text(id, request));
        return id;
    }

    /** Sends what has been prepared; whoever waits for the answers learns if nobody reads it. */
    void sendPrepared() {
        if (prepared.isEmpty()) {
            return;
        }
        deadlines.startInTurn(prepared.keySet());
        try {
            requests.write(prepared);
        } catch (IOException e) {
            prepared.keySet().forEach(deadlines::end);
        }
        prepared.clear();
    }

    /** The answer to this request is not asked for. */
    void forget(long id) {
        if (prepared.remove(id) == null) {
            answers.forget(id);
        }
    }

    /** A number that no chain has had. */
    long nextChain() {
        return lastChain.incrementAndGet();
    }

    private void isAnswered(long id) {
        deadlines.end(id);
        requests.wasRead(id);
    }

    /**
     * The answer to the request of this id.
     *
     * @throws AgentDiedException if there is none
     * @throws AgentSpeaksOtherwiseException if what came is none
     */
    Line await(long id) {
        Line answer = answers.take(id);
        if (answer != null) {
            return answer;
        }
        deadlines.end(id);
        if (!answers.gibberish().isEmpty()) {
            kill();
            throw new AgentSpeaksOtherwiseException(
                    "it answered \"" + shortened(answers.gibberish()) + "\"");
        }
        throw new AgentDiedException(death());
    }

    private static String shortened(String text) {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
    }

    /** Kills the process if it owes an answer for longer than it may. Waits for nobody. */
    void killIfLate(long now) {
        if (killedFor.isEmpty() && deadlines.isAnyOver(now)) {
            killedFor =
                    deadlines.has(GREETING)
                            ? "no greeting within " + bounds.start().toMillis() + " ms"
                            : NO_ANSWER + bounds.answer().toMillis() + " ms";
            ending.now();
        }
    }

    /** The process dies at once, and is gone when this returns. */
    void kill() {
        isToldToDie = true;
        ending.now();
        death();
    }

    /** The process is told to end, and is gone when this returns. */
    void end() {
        isToldToDie = true;
        if (!requests.close() || !ending.isOverWithin(LAST_WORDS_MILLIS)) {
            kill();
        }
    }

    /**
     * The process is asked to end as a program does that is done, and is gone when this returns.
     */
    void exit() {
        isToldToDie = true;
        try {
            send(request("exit"));
        } catch (AgentDiedException e) {
            // So it has ended.
        }
        if (!ending.isOverWithin(bounds.answer().toMillis())) {
            kill();
        }
    }

    /** How the process died; waits for it. */
    private synchronized String death() {
        if (death.isEmpty()) {
            int status = ending.status();
            if (hasGreeted && !isToldToDie) {
                census.countDeath();
            }
            death =
                    killedFor.isEmpty()
                            ? Death.words(
                                    status, answers.crashSignal(), errors.last(LAST_WORDS_MILLIS))
                            : killedFor;
        }
        return death;
    }
}
