package org.rsmtck.kit.execute;

import org.rsmtck.kit.judge.Judge;
import org.rsmtck.kit.target.Pipelined;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Calls that have been asked for and whose replies nobody has looked at yet, for there is but one
 * that each may be given. As the implementation meets them, they are in the order in which they
 * were asked for; but calls of several processes that leave everything as it is may meet it in any
 * order, since no order makes a difference to what is right.
 */
final class UnderWay {
    /** As many requests as surely fit into a pipe. */
    private static final int MOST = 20;

    private final Deque<One> calls = new ArrayDeque<>();

    record One(
            Invocation invocation,
            Judge.Foreseen foreseen,
            Pipelined participant,
            Pipelined.Asked asked) {
        /** Made again, once one before it was. */
        One again() {
            asked.forget();
            return new One(
                    invocation,
                    foreseen,
                    participant,
                    participant.ask(invocation.call(), Optional.of(foreseen.reply())));
        }
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    int size() {
        return calls.size();
    }

    /** Whether a call may be asked for before these are answered. */
    boolean mayBeJoinedBy(int process, boolean isIdle) {
        if (calls.size() >= MOST) {
            return false;
        }
        for (One one : calls) {
            if (one.invocation().process() != process && !(isIdle && one.foreseen().isIdle())) {
                return false;
            }
        }
        return true;
    }

    void add(One one) {
        calls.add(one);
    }

    /** The first one, which is then under way no longer. */
    One remove() {
        return calls.remove();
    }

    /** Has all of them sent. */
    void send() {
        calls.forEach(one -> one.asked().send());
    }

    /** A call of the process had to be made again: those after it have not been made. */
    void repeat(int process) {
        int size = calls.size();
        for (int i = 0; i < size; i++) {
            One one = calls.remove();
            calls.add(one.invocation().process() == process ? one.again() : one);
        }
    }

    /** Nobody looks at what they are answered with. */
    void forget() {
        calls.forEach(one -> one.asked().forget());
        calls.clear();
    }
}
