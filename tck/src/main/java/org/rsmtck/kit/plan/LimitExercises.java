package org.rsmtck.kit.plan;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Limits;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Topology;
import org.rsmtck.explore.Scopes;
import org.rsmtck.kit.execute.Action;
import org.rsmtck.kit.execute.Observer;
import org.rsmtck.kit.execute.Program;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.model.LimitRules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Where a target declares a limit, the way to it, the step beyond, and the step that is possible
 * again once there is room. Several processes of the node go together, so that the limit is met and
 * none of a process.
 */
public final class LimitExercises {
    /** So many segments of a kind the kit holds at most, to get to a limit. */
    private static final long MOST_SEGMENTS = 4096;

    private static final long LONGEST_SEGMENT = 1L << 30;

    /** Node ids of access lists are below this, whatever the profile. */
    private static final long MOST_ENTRIES = 63;

    private static final int MOST_IN_A_PROCESS = 200;
    private static final int WITH_OBSERVERS = 64;
    private static final Credentials OWNER = Credentials.user(1001, 101, 022);
    private static final int NODE = 1;
    private static final Setting SETTING =
            new Setting(Topology.oneNode(), List.of(new Setting.Member(NODE, OWNER)));

    private final List<Exercise> exercises = new ArrayList<>();
    private final long pageSize;

    private LimitExercises(long pageSize) {
        this.pageSize = pageSize;
    }

    /** Everything that is owed for the limits. */
    public static List<Exercise> of(Limits limits, long pageSize) {
        LimitExercises all = new LimitExercises(pageSize);
        if (limits.imports() < Long.MAX_VALUE) {
            all.imports(limits.imports());
        }
        if (limits.exports() < Long.MAX_VALUE) {
            all.exports(limits.exports());
        }
        if (limits.segmentLength() < Long.MAX_VALUE) {
            all.length(limits.segmentLength());
        }
        if (limits.accessEntries() < Long.MAX_VALUE) {
            all.entries(limits.accessEntries());
        }
        return all.exercises;
    }

    /** A program as it is written. */
    private static final class Script {
        private final int processes;
        private final List<Action> acts = new ArrayList<>();
        private final int[] controllers;

        Script(long size) {
            processes = (int) Math.max(2, (size + MOST_IN_A_PROCESS - 1) / MOST_IN_A_PROCESS);
            controllers =
                    IntStream.range(0, processes)
                            .map(process ->
                                    add(
                                            process,
                                            new Call.GetController(Topology.LOOPBACK, Out.VALID),
                                            OptionalInt.empty()))
                            .toArray();
        }

        private int add(int process, Call call, OptionalInt handleFrom) {
            int id = acts.size();
            acts.add(new Action.Calling(id, process, call, handleFrom, OptionalInt.empty()));
            return id;
        }

        int create(int process, long length) {
            return add(
                    process,
                    new Call.ExportCreate(0, Memory.aligned(1), length, 0, Out.VALID),
                    OptionalInt.of(controllers[process]));
        }

        void publish(int export, AccessList access) {
            add(0, new Call.Publish(0, Scopes.FIRST, access, Out.VALID), OptionalInt.of(export));
        }

        int connect(int process) {
            return add(
                    process,
                    new Call.Connect(0, NODE, Scopes.FIRST, Permission.READ, Out.VALID),
                    OptionalInt.of(controllers[process]));
        }

        void disconnect(int process, int connect) {
            add(process, new Call.Disconnect(0), OptionalInt.of(connect));
        }

        void destroy(int process, int create) {
            add(process, new Call.ExportDestroy(0), OptionalInt.of(create));
        }

        Program program() {
            return new Program(
                    new Setting(
                            Topology.oneNode(),
                            Collections.nCopies(processes, new Setting.Member(NODE, OWNER))),
                    acts);
        }
    }

    private void imports(long limit) {
        String what = "%,d imports on a node".formatted(limit);
        if (limit > MOST_SEGMENTS) {
            skip(what, LimitRules.CONNECT);
            return;
        }
        Script script = new Script(limit);
        script.publish(script.create(0, pageSize), AccessList.everyone());
        int first = -1;
        for (int i = 0; i < limit; i++) {
            int connect = script.connect(i % script.processes);
            first = first < 0 ? connect : first;
        }
        add(what, "up to the limit", "connect/creates-import", script, limit);
        script.connect((int) (limit % script.processes));
        add(what, "one beyond", LimitRules.CONNECT, script, limit);
        script.disconnect(0, first);
        script.connect(1);
        add(what, "again where one is gone", "connect/creates-import", script, limit);
    }

    private void exports(long limit) {
        String what = "%,d exports on a node".formatted(limit);
        if (limit > MOST_SEGMENTS) {
            skip(what, LimitRules.CREATE);
            return;
        }
        Script script = new Script(limit);
        int first = -1;
        for (int i = 0; i < limit; i++) {
            int create = script.create(i % script.processes, pageSize);
            first = first < 0 ? create : first;
        }
        add(what, "up to the limit", "create/export", script, limit);
        script.create((int) (limit % script.processes), pageSize);
        add(what, "one beyond", LimitRules.CREATE, script, limit);
        script.destroy(0, first);
        script.create(1, pageSize);
        add(what, "again where one is gone", "create/export", script, limit);
    }

    private void length(long limit) {
        String what = "%,d B to a segment".formatted(limit);
        long longest = limit / pageSize * pageSize;
        if (longest == 0 || longest > LONGEST_SEGMENT) {
            skip(what, LimitRules.LENGTH);
            return;
        }
        Script within = new Script(1);
        within.create(0, longest);
        add(what, "up to the limit", "create/export", within, 1);
        Script beyond = new Script(1);
        beyond.create(0, longest + pageSize);
        add(what, "one page beyond", LimitRules.LENGTH, beyond, 1);
    }

    private void entries(long limit) {
        String what = "%,d entries to an access list".formatted(limit);
        if (limit >= MOST_ENTRIES) {
            skip(what, LimitRules.PUBLISH);
            return;
        }
        Script within = new Script(1);
        within.publish(within.create(0, pageSize), list(limit));
        add(what, "up to the limit", "publish/published", within, 1);
        Script beyond = new Script(1);
        beyond.publish(beyond.create(0, pageSize), list(limit + 1));
        add(what, "one beyond", LimitRules.PUBLISH, beyond, 1);
    }

    private static AccessList list(long entries) {
        return new AccessList.Entries(
                IntStream.rangeClosed(1, (int) entries)
                        .mapToObj(node -> new AccessEntry(node, Permission.READ))
                        .toList());
    }

    /** What is too far is owed nevertheless, by a program that does nothing. */
    private void skip(String limit, String rule) {
        add(limit, "which the kit does not go to", rule, new Program(SETTING, List.of()), 1);
    }

    private void add(String limit, String where, String rule, Script script, long size) {
        add(limit, where, rule, script.program(), size);
    }

    private void add(String limit, String where, String rule, Program program, long size) {
        exercises.add(
                new Exercise(
                        new Owed(
                                RuleWitnesses.SUITE + ": declared " + limit + ", " + where,
                                RuleWitnesses.SUITE,
                                List.of(clause(rule)),
                                List.of(rule)),
                        List.of(),
                        program,
                        size <= WITH_OBSERVERS ? Observer.ORDERS : List.of(List.of())));
    }

    private static String clause(String rule) {
        int mark = rule.indexOf('#');
        return mark < 0 ? rule : rule.substring(0, mark);
    }
}
