package org.rsmtck.kit.races;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.CallFacts;
import org.rsmtck.api.Memory;
import org.rsmtck.explore.Scopes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Races of a call with itself, on two things that have nothing to do with each other: whatever the
 * order, both succeed. What a library has only once is found by them: a buffer, a free place in a
 * table, the next id.
 */
final class RaceApart {
    private static final String FIRST = "A";
    private static final String SECOND = "B";

    private final RaceCast cast;
    private final List<RaceScene> scenes;

    RaceApart(RaceCast cast, List<RaceScene> scenes) {
        this.cast = cast;
        this.scenes = scenes;
    }

    /** One for each kind of call, in the simplest state in which it succeeds. */
    List<Race> races() {
        List<Race> races = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (RaceCall call : cast.callsApart(FIRST)) {
            if (isApart(call) && known.add(call.call().word() + call.isToChoose())) {
                simplest(call).map(scene -> race(scene.path(), call)).ifPresent(races::add);
            }
        }
        return races;
    }

    /** Of controllers, a process has one; and a call that only looks is in nobody's way. */
    private static boolean isApart(RaceCall call) {
        CallFacts facts = call.call().facts();
        return (facts.isIssuing() || facts.on() != CallFacts.Kind.CONTROLLER)
                && facts.issues() != CallFacts.Kind.CONTROLLER
                && !facts.isReadOnly();
    }

    /** One in which it changes something, if there is any. */
    private Optional<RaceScene> simplest(RaceCall call) {
        List<RaceScene> all =
                scenes.stream()
                        .filter(scene -> scene.has(call))
                        .filter(scene -> ready(scene, call).with(call).hasSucceeded())
                        .toList();
        return all.stream()
                .filter(scene -> {
                    RaceScene ready = ready(scene, call);
                    return !ready.with(call).abstraction().equals(ready.abstraction());
                })
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    private static RaceScene ready(RaceScene scene, RaceCall call) {
        List<RaceCall> setup = setup(scene.path(), call);
        return scene.with(setup.subList(scene.path().size(), setup.size()));
    }

    private Race race(List<RaceCall> path, RaceCall call) {
        List<RaceCall> setup = setup(path, call);
        return new Race(
                RaceNames.apart(call),
                RaceNames.clause(List.of(call)),
                both(setup),
                List.of(call),
                List.of(twin(call)),
                both(after(setup, call)));
    }

    /** Where the call is a transfer, without barriers; and without traces, where it writes. */
    private static List<RaceCall> setup(List<RaceCall> path, RaceCall call) {
        List<RaceCall> setup = new ArrayList<>(path);
        if (call.call() instanceof Call.Writing) {
            setup.add(RaceCast.wiped());
        }
        if (call.call() instanceof Call.Transfer) {
            setup.add(RaceCast.explicit("mode", RaceCast.IMPORT));
        }
        return setup;
    }

    /** As after any race of the call, with a look at the bytes of whatever is connected to. */
    private List<RaceCall> after(List<RaceCall> setup, RaceCall call) {
        List<RaceCall> after = new ArrayList<>(closely(call));
        for (RaceCall turn : RaceAfter.of(cast, setup, List.of(call))) {
            after.add(turn);
            if (turn.call() instanceof Call.Connect) {
                after.addAll(bytes(turn.name()));
            }
        }
        return after;
    }

    /** What is called to see what nothing but this call leaves. */
    private static List<RaceCall> closely(RaceCall call) {
        return switch (call.call()) {
            case Call.ExportCreate _ -> lifeOf(call.name());
            case Call.Connect _ -> bytes(call.name());
            case Call.SignalWait _ -> List.of(RaceCast.await("wait again"));
            case Call.SetMode _ -> List.of(RaceCast.getMode("mode at last", RaceCast.IMPORT));
            case Call.InitBarrier _ -> RaceCast.barrier(call.name());
            default -> List.of();
        };
    }

    /** Of a segment that was made. */
    private static List<RaceCall> lifeOf(String export) {
        List<RaceCall> life = new ArrayList<>();
        life.add(RaceCast.getController(RaceCast.ITS, RaceCast.IMPORTER));
        life.add(RaceCast.publish("publish " + export, export, RaceCast.EXPORTER));
        life.add(RaceCast.connect("connect"));
        life.addAll(bytes("connect"));
        life.add(RaceCast.disconnect("disconnect", "connect"));
        life.add(RaceCast.unpublish("unpublish " + export, export, RaceCast.EXPORTER));
        life.add(RaceCast.destroy("destroy " + export, export, RaceCast.EXPORTER));
        return life;
    }

    private static List<RaceCall> bytes(String connection) {
        return List.of(
                RaceCast.explicit("mode of " + connection, connection),
                RaceCast.get("get from " + connection, connection));
    }

    /** Each beside its like of the other thread. */
    private static List<RaceCall> both(List<RaceCall> turns) {
        return List.copyOf(
                new LinkedHashSet<>(
                        turns.stream().flatMap(turn -> Stream.of(turn, twin(turn))).toList()));
    }

    /** The same for the other thread: on a segment of its own, with an id and bytes of its own. */
    private static RaceCall twin(RaceCall turn) {
        if (turn.call() instanceof Call.GetController) {
            return turn;
        }
        return new RaceCall(
                twin(turn.name()),
                turn.process(),
                twin(turn.call()),
                turn.on().map(on -> isController(on) ? on : twin(on)));
    }

    private static boolean isController(String name) {
        return name.equals(RaceCast.OWN) || name.equals(RaceCast.ITS);
    }

    private static String twin(String name) {
        String other = name.replaceAll("\\b" + FIRST + "\\b", SECOND);
        return other.equals(name) ? name + " of " + SECOND : other;
    }

    private static Call twin(Call call) {
        return switch (call) {
            case Call.ExportCreate one ->
                    new Call.ExportCreate(
                            one.controller(),
                            Memory.aligned(2),
                            one.length(),
                            one.flags(),
                            one.out());
            case Call.Publish one ->
                    new Call.Publish(one.handle(), twin(one.segment()), one.access(), one.id());
            case Call.Connect one ->
                    new Call.Connect(
                            one.controller(),
                            one.node(),
                            twin(one.segment()),
                            one.permission(),
                            one.out());
            case Call.Put one ->
                    new Call.Put(one.handle(), one.offset(), twin(one.data()), one.buffer());
            case Call.PutUnits one ->
                    new Call.PutUnits(
                            one.handle(),
                            one.width(),
                            one.offset(),
                            twin(one.data()),
                            one.buffer());
            default -> call;
        };
    }

    private static int twin(int segment) {
        return segment == Scopes.FIRST ? Scopes.SECOND : segment;
    }

    private static Bytes twin(Bytes data) {
        byte[] bytes = data.toArray();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i]++;
        }
        return Bytes.of(bytes);
    }
}
