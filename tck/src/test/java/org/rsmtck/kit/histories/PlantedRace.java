package org.rsmtck.kit.histories;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.kit.agent.RollCall;
import org.rsmtck.kit.simulated.ModelFabric;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Races planted into a right implementation. Each is one that real code has had: a look and a deed
 * with nothing that holds the world still between them.
 *
 * @param wrong what it does
 * @param aim the obligation that has to find it
 * @param clause that the failure has to name, among others
 */
record PlantedRace(String name, String wrong, String aim, String clause, Supplier<Racy.Race> race) {
    /** About as long as a look takes. */
    private static final long WINDOW_NANOS = 2_000;

    /** Longer than calls take that the model answers. */
    private static final long LONG_WINDOW_NANOS = 200_000;

    private static final String CONNECT = "connect/MT-safe";
    private static final String DISCONNECT = "disconnect/MT-safe";
    private static final long NOWHERE = 0x5EED_0000_0000L;

    Fabric fabric() {
        return new Racy(name, ModelFabric.of("right", Pages.model(Profile.STRICT)), race);
    }

    @Override
    public String toString() {
        return name;
    }

    private static void window() {
        RollCall.pause(WINDOW_NANOS);
    }

    /** Between what two calls do that come one after the other, however close. */
    private static void longWindow() {
        RollCall.pause(LONG_WINDOW_NANOS);
    }

    private static boolean isLive(Participant right, long handle) {
        return right.call(new Call.GetMode(handle)) instanceof Reply.Success;
    }

    private static boolean isRefused(Reply reply, RsmError error) {
        return reply instanceof Reply.Refused refused && refused.error() == error;
    }

    private static String key(int process, Call call) {
        return process + ":" + (call instanceof OnHandle on ? on.handle() : 0);
    }

    /** How often something was begun, by what it is about: who sees it change has met another. */
    private static final class Versions {
        private final Map<String, AtomicInteger> versions = new ConcurrentHashMap<>();

        AtomicInteger of(String key) {
            return versions.computeIfAbsent(key, _ -> new AtomicInteger());
        }

        /** Whether another came while this one looked away. */
        boolean isLost(String key) {
            AtomicInteger version = of(key);
            int seen = version.get();
            window();
            return !version.compareAndSet(seen, seen + 1);
        }
    }

    static List<PlantedRace> all() {
        return List.of(
                looking(
                        "disconnect looks first",
                        "disconnect looks whether the handle is live, and then succeeds in any"
                                + " case",
                        "disconnect and disconnect of one import",
                        DISCONNECT,
                        Call.Disconnect.class,
                        Reply.done()),
                looking(
                        "map of what is gone",
                        "map looks whether the handle is live, and then succeeds in any case",
                        "disconnect and map of one import",
                        DISCONNECT,
                        Call.Map.class,
                        Reply.done()),
                looking(
                        "get from freed memory",
                        "get looks whether the handle is live, and then reads what is there",
                        "disconnect and get of one import",
                        DISCONNECT,
                        Call.Get.class,
                        new Reply.Data(Bytes.ofWord(0))),
                refusedLosing(
                        "two maps",
                        "of two maps at once both succeed",
                        "map and map of one import",
                        DISCONNECT,
                        Call.Map.class,
                        RsmError.SEG_ALREADY_MAPPED),
                refusedLosing(
                        "two unmaps",
                        "of two unmaps at once both succeed",
                        "unmap and unmap of one import",
                        DISCONNECT,
                        Call.Unmap.class,
                        RsmError.SEG_NOT_MAPPED),
                refusedLosing(
                        "two unpublishes",
                        "of two unpublishes at once both succeed",
                        "unpublish and unpublish of one segment",
                        CONNECT,
                        Call.Unpublish.class,
                        RsmError.SEG_NOT_PUBLISHED),
                new PlantedRace(
                        "lost poll descriptor",
                        "of two get_pollfd at once only one is counted",
                        "get_pollfd and get_pollfd of one import",
                        DISCONNECT,
                        () -> losing(Call.GetPollfd.class, Call.ReleasePollfd::new)),
                new PlantedRace(
                        "lost controller",
                        "of two get_controller at once only one is counted",
                        "get_controller and get_controller of one controller",
                        CONNECT,
                        () -> losing(Call.GetController.class, Call.ReleaseController::new)),
                new PlantedRace(
                        "lost signal",
                        "of two signals posted at once one is lost",
                        "signal_post and signal_post of one import",
                        DISCONNECT,
                        PlantedRace::lostSignal),
                new PlantedRace(
                        "one slot for handles",
                        "connect leaves its handle where all connects leave theirs, and fetches it"
                                + " from there",
                        "connect and connect of one segment",
                        CONNECT,
                        PlantedRace::oneSlot),
                new PlantedRace(
                        "two publishes",
                        "of two publishes of one id at once both succeed",
                        "publish and publish of one segment",
                        CONNECT,
                        PlantedRace::twoPublishes),
                new PlantedRace(
                        "gap in republish",
                        "while it is republished, a segment is not published",
                        "connect and republish of one segment",
                        CONNECT,
                        PlantedRace::gapInRepublish),
                new PlantedRace(
                        "connect to nothing",
                        "connect finds the segment, and succeeds though it is unpublished by then",
                        "connect and unpublish of one segment",
                        CONNECT,
                        PlantedRace::connectToNothing),
                new PlantedRace(
                        "connection that survives",
                        "a connect that meets an unpublish is not cut off, and may map what is"
                                + " published anew, to whomever",
                        "connect and unpublish of one segment",
                        "frame/forced-disconnect",
                        PlantedRace::survivor),
                new PlantedRace(
                        "crash in connect",
                        "connect crashes if the segment is destroyed meanwhile",
                        "connect and destroy of one segment",
                        "frame/no-crash-no-hang",
                        PlantedRace::crash),
                new PlantedRace(
                        "locks in two orders",
                        "disconnect and unpublish wait for each other",
                        "disconnect and unpublish of one segment",
                        "frame/no-crash-no-hang",
                        PlantedRace::lockOrder));
    }

    /** A call that looks whether its handle is live and then does what it does in any case. */
    private static PlantedRace looking(
            String name,
            String wrong,
            String aim,
            String clause,
            Class<? extends Call> kind,
            Reply instead) {
        return new PlantedRace(
                name,
                wrong,
                aim,
                clause,
                () ->
                        (process, right, call) -> {
                            if (!kind.isInstance(call)
                                    || !(call instanceof OnHandle on)
                                    || !isLive(right, on.handle())) {
                                return right.call(call);
                            }
                            window();
                            Reply reply = right.call(call);
                            return isRefused(reply, RsmError.BAD_SEG_HNDL) ? instead : reply;
                        });
    }

    /** Of two at once, the one that comes second does not see that it does. */
    private static PlantedRace refusedLosing(
            String name,
            String wrong,
            String aim,
            String clause,
            Class<? extends Call> kind,
            RsmError refusal) {
        return new PlantedRace(
                name,
                wrong,
                aim,
                clause,
                () -> {
                    Versions versions = new Versions();
                    return (process, right, call) -> {
                        if (!kind.isInstance(call)) {
                            return right.call(call);
                        }
                        boolean isLost = versions.isLost(key(process, call));
                        Reply reply = right.call(call);
                        return isLost && isRefused(reply, refusal) ? Reply.done() : reply;
                    };
                });
    }

    private interface Opposite {
        Call of(long handle);
    }

    /** Of two at once, one has no effect: what it did is undone. */
    private static Racy.Race losing(Class<? extends Call> kind, Opposite opposite) {
        Versions versions = new Versions();
        return (process, right, call) -> {
            if (!kind.isInstance(call)) {
                return right.call(call);
            }
            boolean isLost = versions.isLost(key(process, call));
            Reply reply = right.call(call);
            if (isLost && reply instanceof Reply.Handle(long handle)) {
                right.call(opposite.of(handle));
            } else if (isLost && reply instanceof Reply.Success && call instanceof OnHandle on) {
                right.call(opposite.of(on.handle()));
            }
            return reply;
        };
    }

    private static Racy.Race lostSignal() {
        Versions versions = new Versions();
        return (process, right, call) -> {
            if (!(call instanceof Call.SignalPost(long handle, int flags))) {
                return right.call(call);
            }
            boolean isLost = versions.isLost("signals");
            return isLost && isLive(right, handle) ? Reply.done() : right.call(call);
        };
    }

    private static Racy.Race oneSlot() {
        AtomicLong slot = new AtomicLong();
        return (process, right, call) -> {
            Reply reply = right.call(call);
            if (!(call instanceof Call.Connect) || !(reply instanceof Reply.Handle(long handle))) {
                return reply;
            }
            slot.set(handle);
            longWindow();
            return new Reply.Handle(slot.get());
        };
    }

    private static Racy.Race twoPublishes() {
        Versions versions = new Versions();
        return (process, right, call) -> {
            if (!(call instanceof Call.Publish publish)) {
                return right.call(call);
            }
            boolean isLost = versions.isLost("id " + publish.segment());
            Reply reply = right.call(call);
            return isLost && isRefused(reply, RsmError.SEGID_IN_USE)
                    ? new Reply.Published(publish.segment())
                    : reply;
        };
    }

    private static Racy.Race gapInRepublish() {
        AtomicInteger gaps = new AtomicInteger();
        return (process, right, call) -> {
            if (call instanceof Call.Republish) {
                gaps.incrementAndGet();
                window();
                Reply reply = right.call(call);
                gaps.decrementAndGet();
                return reply;
            }
            boolean isInGap = call instanceof Call.Connect && gaps.get() > 0;
            Reply reply = right.call(call);
            if (isInGap && reply instanceof Reply.Handle(long handle)) {
                right.call(new Call.Disconnect(handle));
                return new Reply.Refused(RsmError.SEG_NOT_PUBLISHED);
            }
            return reply;
        };
    }

    private static Racy.Race connectToNothing() {
        AtomicInteger unpublished = new AtomicInteger();
        AtomicLong handles = new AtomicLong(NOWHERE);
        return (process, right, call) -> {
            if (call instanceof Call.Unpublish) {
                Reply reply = right.call(call);
                unpublished.incrementAndGet();
                return reply;
            }
            int before = unpublished.get();
            if (call instanceof Call.Connect) {
                window();
            }
            Reply reply = right.call(call);
            return call instanceof Call.Connect
                            && unpublished.get() != before
                            && isRefused(reply, RsmError.SEG_NOT_PUBLISHED)
                    ? new Reply.Handle(handles.addAndGet(16))
                    : reply;
        };
    }

    private static Racy.Race survivor() {
        AtomicInteger unpublished = new AtomicInteger();
        Set<String> survivors = ConcurrentHashMap.newKeySet();
        AtomicInteger published = new AtomicInteger();
        return (process, right, call) -> {
            int before = unpublished.get();
            Reply reply = right.call(call);
            if (reply instanceof Reply.Success && call instanceof Call.Unpublish) {
                unpublished.incrementAndGet();
                published.decrementAndGet();
            }
            if (reply instanceof Reply.Published) {
                published.incrementAndGet();
            }
            if (call instanceof Call.Connect && reply instanceof Reply.Handle(long handle)) {
                longWindow();
                if (unpublished.get() != before) {
                    survivors.add(process + ":" + handle);
                }
            }
            boolean isAlive =
                    call instanceof Call.Map
                            && isRefused(reply, RsmError.CONN_ABORTED)
                            && survivors.contains(key(process, call))
                            && published.get() > 0;
            return isAlive ? Reply.done() : reply;
        };
    }

    private static Racy.Race crash() {
        Versions versions = new Versions();
        return (process, right, call) -> {
            if (call instanceof Call.ExportDestroy) {
                versions.of("destroyed").incrementAndGet();
            }
            int before = versions.of("destroyed").get();
            if (call instanceof Call.Connect) {
                window();
                if (versions.of("destroyed").get() != before) {
                    throw new IllegalStateException("the segment is gone");
                }
            }
            return right.call(call);
        };
    }

    private static Racy.Race lockOrder() {
        AtomicInteger disconnecting = new AtomicInteger();
        AtomicInteger unpublishing = new AtomicInteger();
        return (process, right, call) -> {
            boolean isDisconnect = call instanceof Call.Disconnect;
            if (!isDisconnect && !(call instanceof Call.Unpublish)) {
                return right.call(call);
            }
            AtomicInteger mine = isDisconnect ? disconnecting : unpublishing;
            AtomicInteger others = isDisconnect ? unpublishing : disconnecting;
            mine.incrementAndGet();
            window();
            while (others.get() > 0) {
                sleep();
            }
            Reply reply = right.call(call);
            mine.decrementAndGet();
            return reply;
        };
    }

    private static void sleep() {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
