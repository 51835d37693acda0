package org.rsmtck.kit.selftest;

import org.rsmtck.api.Call;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;
import org.rsmtck.model.Step;
import org.rsmtck.model.World;

/**
 * What is wrong with an implementation. It may remember things, and serves one session; what it
 * does not change is right.
 */
public interface Mutation {

    /**
     * What is done instead of the right step.
     *
     * @param right what a right implementation would do
     */
    Answer answer(Situation before, Step right);

    /** What becomes of the world by an event that would lead to {@code right}. */
    default World after(World before, Event event, World right) {
        return right;
    }

    /** Whom a process is taken for. */
    default Credentials seen(Credentials who) {
        return who;
    }

    /** The session is over. */
    default void ended() {}

    /** A reply, and the world that it leaves. */
    record Answer(Reply reply, World next) {
        static Answer of(Step step) {
            return new Answer(step.reply(), step.next());
        }
    }

    /**
     * A call that is to be answered.
     *
     * @param right answers any call in any world as a right implementation does
     */
    record Situation(World world, int process, Call call, RightAnswers right) {
        /** What a right implementation would do with another call. */
        Step rightly(Call other) {
            return right.to(world, process, other);
        }
    }

    /** Answers as a right implementation does. */
    interface RightAnswers {
        Step to(World world, int process, Call call);
    }
}
