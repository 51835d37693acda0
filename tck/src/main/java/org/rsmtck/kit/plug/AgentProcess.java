package org.rsmtck.kit.plug;

import org.rsmtck.wire.Line;
import org.rsmtck.wire.MalformedLineException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The process of one agent. Any thread may ask it; whoever waits for an answer reads, also for the
 * others who wait. One that does not answer in time is killed.
 */
final class AgentProcess {
    /** How a hang is told: as by the driver. */
    static final String NO_ANSWER = "no answer within ";

    private static final String NUMBER = "request";
    private static final long LAST_WORDS_MILLIS = 2_000;
    private static final int MOST_SHOWN = 120;
    private static final long GREETING = 0;

    private final Process process;
    private final OutputStream requests;
    private final BufferedReader answers;
    private final Tail errors;
    private final Bounds bounds;
    private final Greeting greeting;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition answered = lock.newCondition();
    private final Map<Long, Line> arrived = new HashMap<>();
    private final Map<Long, Long> deadlines = new HashMap<>();
    private long lastId;
    private boolean isRead;
    private int crashSignal;
    private String killedFor = "";
    private String death = "";
    private final Census census;
    private volatile boolean isToldToDie;
    private volatile boolean hasGreeted;

    /**
     * Starts an agent and waits until it has said who it is.
     *
     * @throws PlugException if it cannot be started, or does not speak as an agent
     */
    AgentProcess(
            List<String> command, Map<String, String> environment, Bounds bounds, Census census) {
        this.census = census;
        this.bounds = bounds;
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new PlugException(
                    "the agent cannot be started by " + command + ": " + e.getMessage(), e);
        }
        census.countStart();
        requests = process.getOutputStream();
        answers =
                new BufferedReader(
                        new InputStreamReader(
                                process.getInputStream(), StandardCharsets.ISO_8859_1));
        errors = new Tail(process.getErrorStream());
        Watch.over(this);
        greeting = greeted(command);
        hasGreeted = true;
    }

    private Greeting greeted(List<String> command) {
        expect(GREETING, bounds.start());
        String line = "";
        try {
            line = answers.readLine();
            if (line == null) {
                throw new PlugException(
                        "the agent started by " + command + " did not greet: " + death());
            }
            return Greeting.of(Line.parse(line));
        } catch (MalformedLineException | NumberFormatException e) {
            kill();
            throw new PlugException(
                    "the agent started by "
                            + command
                            + " greeted with \""
                            + shortened(line)
                            + "\": "
                            + e.getMessage(),
                    e);
        } catch (IOException e) {
            throw new PlugException("the agent did not greet: " + death(), e);
        } catch (PlugException e) {
            kill();
            throw e;
        } finally {
            forgetDeadline(GREETING);
        }
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

    /**
     * Sends a request, to which this gives an id, and waits for the answer.
     *
     * @return the answer without its id
     * @throws AgentDiedException if there is none
     */
    Line ask(Line request) {
        return await(send(request));
    }

    /** Sends a request and does not wait. */
    long send(Line request) {
        lock.lock();
        try {
            long id = ++lastId;
            expect(id, bounds.answer());
            requests.write((request.with(NUMBER, id) + "\n").getBytes(StandardCharsets.US_ASCII));
            requests.flush();
            return id;
        } catch (IOException e) {
            throw new AgentDiedException(death());
        } finally {
            lock.unlock();
        }
    }

    /** The answer to the request of this id. */
    Line await(long id) {
        lock.lock();
        try {
            while (!arrived.containsKey(id)) {
                if (isRead) {
                    answered.awaitUninterruptibly();
                } else {
                    readOne();
                }
            }
            deadlines.remove(id);
            return arrived.remove(id);
        } finally {
            lock.unlock();
        }
    }

    private void readOne() {
        isRead = true;
        String text = null;
        lock.unlock();
        try {
            text = answers.readLine();
        } catch (IOException e) {
            text = null;
        } finally {
            lock.lock();
            isRead = false;
            answered.signalAll();
        }
        if (text == null) {
            throw new AgentDiedException(death());
        }
        try {
            Line line = Line.parse(text);
            if (line.has("crash")) {
                crashSignal = (int) line.integer("crash");
            } else {
                arrived.put(line.integer(NUMBER), line.without(NUMBER));
            }
        } catch (MalformedLineException e) {
            kill();
            throw new AgentDiedException(
                    "the agent answered \"" + shortened(text) + "\": " + e.getMessage());
        }
    }

    private static String shortened(String text) {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
    }

    private void expect(long id, Duration within) {
        lock.lock();
        try {
            deadlines.put(id, System.nanoTime() + within.toNanos());
        } finally {
            lock.unlock();
        }
    }

    private void forgetDeadline(long id) {
        lock.lock();
        try {
            deadlines.remove(id);
        } finally {
            lock.unlock();
        }
    }

    /** Kills the process if it owes an answer for longer than it may. */
    void killIfLate(long now) {
        lock.lock();
        try {
            if (killedFor.isEmpty()
                    && deadlines.values().stream().anyMatch(deadline -> deadline < now)) {
                killedFor =
                        deadlines.containsKey(GREETING)
                                ? "no greeting within " + bounds.start().toMillis() + " ms"
                                : NO_ANSWER + bounds.answer().toMillis() + " ms";
                process.destroyForcibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The process dies at once, and is gone when this returns. */
    void kill() {
        isToldToDie = true;
        process.destroyForcibly();
        death();
    }

    /** The process is told to end, and is gone when this returns. */
    void end() {
        isToldToDie = true;
        try {
            requests.close();
            if (process.waitFor(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (IOException e) {
            // It is gone already.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
    }

    /** How the process died; waits for it. */
    private synchronized String death() {
        if (death.isEmpty()) {
            int status = status();
            if (hasGreeted && !isToldToDie) {
                census.countDeath();
            }
            death =
                    killedFor.isEmpty()
                            ? Death.words(status, crashSignal, errors.last(LAST_WORDS_MILLIS))
                            : killedFor;
        }
        return death;
    }

    private int status() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (!process.waitFor(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS)) {
                        process.destroyForcibly();
                    }
                    return process.waitFor();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
