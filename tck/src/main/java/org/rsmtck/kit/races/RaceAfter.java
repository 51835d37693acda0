package org.rsmtck.kit.races;

import org.rsmtck.api.Call;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is called after a race to see what it has left: of each import that it may have touched,
 * whether it is alive, mapped, polled and connected; of the segment, whether it can be connected
 * to, written and published anew, and how many signals it has; of controllers, how often they are
 * held.
 */
final class RaceAfter {
    private final RaceCast cast;
    private final List<RaceCall> before;
    private final List<RaceCall> raced;
    private final List<RaceCall> after = new ArrayList<>();

    private RaceAfter(RaceCast cast, List<RaceCall> before, List<RaceCall> raced) {
        this.cast = cast;
        this.before = before;
        this.raced = raced;
    }

    /** What to call after these were called before, and those at the same time. */
    static List<RaceCall> of(RaceCast cast, List<RaceCall> before, List<RaceCall> raced) {
        RaceAfter all = new RaceAfter(cast, before, raced);
        all.importer();
        all.bytesAndSignals();
        all.imports().forEach(all::memoryOf);
        all.survivors();
        all.imports().forEach(all::endOf);
        all.segment();
        all.controllers();
        return all.after;
    }

    private boolean isAny(List<RaceCall> of, Predicate<Call> which) {
        return of.stream().map(RaceCall::call).anyMatch(which);
    }

    private boolean isThere(String name) {
        return before.stream().map(RaceCall::name).anyMatch(name::equals);
    }

    /** Who connects anew needs a controller. */
    private void importer() {
        if (!isThere(RaceCast.ITS)) {
            after.add(RaceCast.getController(RaceCast.ITS, RaceCast.IMPORTER));
        }
    }

    private void bytesAndSignals() {
        if (isAny(raced, Call.Put.class::isInstance)
                && !isAny(raced, Call.ExportDestroy.class::isInstance)) {
            after.add(RaceCast.read());
        }
        if (isAny(raced, RaceAfter::isSignal)) {
            long posted =
                    before.stream().map(RaceCall::call).filter(RaceAfter::isSignal).count()
                            + raced.stream()
                                    .map(RaceCall::call)
                                    .filter(RaceAfter::isSignal)
                                    .count();
            for (int i = 1; i <= posted; i++) {
                after.add(RaceCast.await("wait " + i));
            }
        }
    }

    private static boolean isSignal(Call call) {
        return call instanceof Call.SignalPost;
    }

    /** Those that the race is on or has made; all of them where it is about the segment. */
    private Set<String> imports() {
        Set<String> imports = new LinkedHashSet<>();
        for (RaceCall turn : raced) {
            if (turn.call() instanceof Call.Connect) {
                imports.add(turn.name());
            }
        }
        for (RaceCall turn : before) {
            boolean isTouched =
                    raced.stream().anyMatch(one -> one.on().stream().anyMatch(turn.name()::equals));
            if (turn.call() instanceof Call.Connect
                    && (isTouched || isAny(raced, RaceAfter::isOfSegment))) {
                imports.add(turn.name());
            }
        }
        return imports;
    }

    static boolean isOfSegment(Call call) {
        return call instanceof Call.Publish
                || call instanceof Call.Republish
                || call instanceof Call.Unpublish
                || call instanceof Call.ExportDestroy
                || call instanceof Call.Connect;
    }

    private void memoryOf(String name) {
        after.add(cast.map("map " + name, name));
        after.add(RaceCast.unmap("unmap " + name, name));
    }

    /** An import that was not cut off when it should have been comes to life with the next one. */
    private void survivors() {
        if (imports().isEmpty()
                || !isThere(RaceCast.EXPORT)
                || !isAny(raced, Call.Unpublish.class::isInstance)
                || isAny(raced, Call.Publish.class::isInstance)) {
            return;
        }
        after.add(RaceCast.connect("connect before"));
        after.add(RaceCast.disconnect("disconnect before", "connect before"));
        after.add(RaceCast.publishToReaders("publish anew"));
        for (String name : imports()) {
            after.add(cast.map("map " + name + " anew", name));
            after.add(RaceCast.unmap("unmap " + name + " anew", name));
        }
    }

    private void endOf(String name) {
        boolean isPolled =
                Set.copyOf(turns()).stream()
                        .anyMatch(turn ->
                                turn.call() instanceof Call.GetPollfd
                                        && turn.on().stream().anyMatch(name::equals));
        if (isPolled) {
            after.add(RaceCast.disconnect("disconnect " + name, name));
            after.add(RaceCast.releasePollfd("release " + name, name));
            after.add(RaceCast.disconnect("disconnect " + name + " again", name));
        } else {
            after.add(RaceCast.disconnect("disconnect " + name, name));
        }
        if (isAny(raced, Call.Disconnect.class::isInstance)) {
            after.add(RaceCast.disconnect("disconnect " + name + " at last", name));
        }
    }

    private List<RaceCall> turns() {
        List<RaceCall> turns = new ArrayList<>(before);
        turns.addAll(raced);
        return turns;
    }

    private void segment() {
        if (!isAny(raced, call -> isOfSegment(call) || call instanceof Call.Disconnect)) {
            return;
        }
        after.add(RaceCast.connect("connect"));
        boolean areTwo = isThere(RaceCast.OTHER);
        if (areTwo) {
            after.add(RaceCast.explicit("mode", "connect"));
            after.add(RaceCast.get("get", "connect"));
        }
        after.add(RaceCast.disconnect("disconnect connect", "connect"));
        if (isAny(raced, RaceAfter::isOfSegment)) {
            if (areTwo) {
                after.add(RaceCast.unpublish("unpublish other", RaceCast.OTHER, RaceCast.IMPORTER));
            }
            if (isThere(RaceCast.EXPORT)) {
                after.add(
                        RaceCast.unpublish("unpublish again", RaceCast.EXPORT, RaceCast.EXPORTER));
                after.add(RaceCast.publish("publish again", RaceCast.EXPORT, RaceCast.EXPORTER));
            }
        }
    }

    private void controllers() {
        for (RaceCall turn : raced) {
            if (turn.call() instanceof Call.GetController) {
                after.add(RaceCast.connect("connect by " + turn.name(), turn.name()));
                after.add(RaceCast.releaseController("release " + turn.name(), turn.name()));
            }
        }
        if (isAny(
                raced,
                call ->
                        call instanceof Call.GetController
                                || call instanceof Call.ReleaseController)) {
            after.add(RaceCast.connect("connect at last"));
            after.add(RaceCast.releaseController("release", RaceCast.ITS));
            after.add(RaceCast.releaseController("release again", RaceCast.ITS));
        }
    }
}
