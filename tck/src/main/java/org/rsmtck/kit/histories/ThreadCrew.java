package org.rsmtck.kit.histories;

import org.rsmtck.api.Call;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.agent.RollCall;
import org.rsmtck.kit.execute.Bindings;
import org.rsmtck.kit.target.Answers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Lanes as threads of this JVM. Their clock counts beginnings and ends. */
final class ThreadCrew implements Crew {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final LaneThreads threads;
    private final List<Participant> participants;
    private final Duration patience;
    private final AtomicLong clock = new AtomicLong();

    ThreadCrew(LaneThreads threads, List<Participant> participants, Duration patience) {
        this.threads = threads;
        this.participants = List.copyOf(participants);
        this.patience = patience;
    }

    @Override
    public Meeting meet(List<Lane> lanes, Bindings bindings, Runnable mishap, int mishapDelay) {
        // Who has nothing to bring about does not take a processor from those who call.
        boolean hasMishap = mishapDelay > 0;
        RollCall start = new RollCall(lanes.size() + (hasMishap ? 1 : 0));
        List<Walker> walkers = new ArrayList<>();
        List<Future<?>> going = new ArrayList<>();
        for (int i = 0; i < lanes.size(); i++) {
            Walker walker = new Walker(i, lanes.get(i), bindings.copy());
            walkers.add(walker);
            going.add(threads.submit(i, () -> walker.go(start)));
        }
        if (hasMishap) {
            start.await(LONGEST_WAIT);
            RollCall.pause(mishapDelay);
        }
        long began = clock.incrementAndGet();
        mishap.run();
        long ended = clock.incrementAndGet();
        long due = System.nanoTime() + patience.toNanos();
        for (int i = 0; i < going.size(); i++) {
            if (!await(going.get(i), due)) {
                threads.abandon(i);
            }
        }
        List<Made> made = new ArrayList<>();
        for (Walker walker : walkers) {
            made.addAll(walker.made(patience));
        }
        return new Meeting(made, began, ended, true);
    }

    /** False if it is still under way. */
    private static boolean await(Future<?> one, long due) {
        try {
            one.get(Math.max(1, due - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a lane ended early", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while lanes were under way", e);
        }
    }

    /** A lane on its way. What it has made is guarded by its lock. */
    private final class Walker {
        private final int index;
        private final Lane lane;
        private final Bindings bindings;
        private final List<Made> made = new ArrayList<>();
        private Optional<Made> underWay = Optional.empty();
        private boolean isOver;

        Walker(int index, Lane lane, Bindings bindings) {
            this.index = index;
            this.lane = lane;
            this.bindings = bindings;
        }

        void go(RollCall start) {
            start.await(LONGEST_WAIT);
            RollCall.pause(lane.delay());
            for (int turn = 0; turn < lane.turns().size(); turn++) {
                Optional<Call> call = bindings.resolved(lane.turns().get(turn).act());
                if (call.isEmpty() || !take(turn, call.get())) {
                    return;
                }
            }
        }

        /** False if nobody waits any more. */
        private boolean take(int turn, Call call) {
            long began;
            synchronized (this) {
                // What nobody waits for any more must not have an effect that nobody knows of.
                if (isOver) {
                    return false;
                }
                began = clock.incrementAndGet();
                underWay =
                        Optional.of(
                                new Made(
                                        index,
                                        turn,
                                        call,
                                        began,
                                        Made.NEVER,
                                        new Reply.NoReply("not yet")));
            }
            Reply reply = Answers.of(() -> participants.get(lane.process()).call(call));
            long ended = clock.incrementAndGet();
            synchronized (this) {
                if (isOver) {
                    return false;
                }
                underWay = Optional.empty();
                made.add(new Made(index, turn, call, began, ended, reply));
            }
            bindings.remember(lane.turns().get(turn).act(), reply);
            return true;
        }

        synchronized List<Made> made(Duration waited) {
            isOver = true;
            String how = "no answer within " + waited.toMillis() + " ms";
            List<Made> all = new ArrayList<>(made);
            underWay.ifPresent(one ->
                    all.add(
                            new Made(
                                    one.lane(),
                                    one.turn(),
                                    one.call(),
                                    one.began(),
                                    Made.NEVER,
                                    new Reply.NoReply(how))));
            return all;
        }
    }
}
