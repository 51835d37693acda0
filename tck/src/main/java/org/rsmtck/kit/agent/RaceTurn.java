package org.rsmtck.kit.agent;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;

import java.util.OptionalInt;

/** One call of a race, as it is made in every trial, and what it was answered with in this one. */
final class RaceTurn {
    /** Where in a race a call belongs. */
    enum Part {
        /** Once, before all trials. */
        BASE,
        SETUP,
        RACE,
        AFTER
    }

    private final Call call;
    private final Part part;
    private final int racer;
    private final OptionalInt from;
    private final boolean isCareful;

    // Written by the thread that makes the call, and read by the leader once that is done.
    private @Nullable Reply reply;
    private Call made;
    private long began;
    private long ended;

    /**
     * @param racer who makes it in the race, from 0
     * @param from the turn whose handle takes the place of the call's
     * @param isCareful whether it is not made where an earlier call has given that handle back
     */
    RaceTurn(Call call, Part part, int racer, OptionalInt from, boolean isCareful) {
        this.call = call;
        this.part = part;
        this.racer = racer;
        this.from = from;
        this.isCareful = isCareful;
        this.made = call;
    }

    Part part() {
        return part;
    }

    int racer() {
        return racer;
    }

    OptionalInt from() {
        return from;
    }

    Call call() {
        return call;
    }

    boolean isCareful() {
        return isCareful;
    }

    /** Whether it has given the handle back that turn {@code place} was given. */
    boolean hasEnded(int place) {
        return isSuccess()
                && from.equals(OptionalInt.of(place))
                && (call instanceof Call.Disconnect
                        || call instanceof Call.ExportDestroy
                        || call instanceof Call.ReleaseController);
    }

    /** The call with the handle that it was made on. */
    Call made() {
        return made;
    }

    @Nullable Reply reply() {
        return reply;
    }

    boolean isSuccess() {
        return reply instanceof Reply.Success;
    }

    /** Whether it was given the handle. */
    boolean isGiven(long handle) {
        return reply instanceof Reply.Handle(long given) && given == handle;
    }

    /** Whether the implementation chooses the id to publish under. */
    boolean isToChoose() {
        return call instanceof Call.Publish publish && publish.segment() == 0;
    }

    /** Whether it has published under the id. */
    boolean isUnder(int segment) {
        return reply instanceof Reply.Published(int id) && id == segment;
    }

    long began() {
        return began;
    }

    long ended() {
        return ended;
    }

    void forget() {
        reply = null;
    }

    /** Was made as {@code made}, and answered so. */
    void answered(Call made, Reply reply, long began, long ended) {
        this.made = made;
        this.reply = reply;
        this.began = began;
        this.ended = ended;
    }
}
