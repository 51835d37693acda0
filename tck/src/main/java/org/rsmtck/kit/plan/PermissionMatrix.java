package org.rsmtck.kit.plan;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Capability;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Topology;
import org.rsmtck.explore.Scopes;
import org.rsmtck.explore.Transition;
import org.rsmtck.kit.execute.Observer;
import org.rsmtck.kit.execute.Program;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Step;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The permission matrix: every file mode of read and write bits, granted by an access entry or by
 * the exporter's umask, met by every kind of importer with every mode of access; and every number
 * that is no mode.
 */
public final class PermissionMatrix {
    /** The suite that goes it, as filters and obligation ids spell it. */
    public static final String SUITE = "permissions";

    private static final int UID = 1001;
    private static final int GID = 101;
    private static final int NODE = 1;

    private static final Map<String, Credentials> IMPORTERS = importers();
    private static final List<List<Observer>> ORDERS =
            List.of(List.of(Observer.GRANTEE, Observer.TEARDOWN));

    private PermissionMatrix() {}

    private static Map<String, Credentials> importers() {
        Map<String, Credentials> importers = new LinkedHashMap<>();
        importers.put("owner", Credentials.user(UID, GID, 022));
        importers.put("owner of another group", Credentials.user(UID, 102, 022));
        importers.put("member", Credentials.user(1002, GID, 022));
        importers.put(
                "member by supplementary group",
                new Credentials(1002, 102, 1002, 102, new TreeSet<>(Set.of(GID)), 022));
        importers.put("stranger", Credentials.user(1003, 103, 022));
        importers.put(
                "stranger whose real ids are the owner's",
                new Credentials(1003, 103, UID, GID, new TreeSet<>(), 022));
        importers.put("superuser", Credentials.user(0, 0, 022));
        return importers;
    }

    /** Everything that is owed under the model. */
    static List<Exercise> of(Model model, long pageSize) {
        List<Exercise> exercises = new ArrayList<>();
        for (int owner : List.of(0, 2, 4, 6)) {
            for (int group : List.of(0, 2, 4, 6)) {
                for (int others : List.of(0, 2, 4, 6)) {
                    int mode = owner << 6 | group << 3 | others;
                    exercises.addAll(row(model, pageSize, mode, true));
                    exercises.addAll(row(model, pageSize, mode, false));
                }
            }
        }
        exercises.addAll(domain(model, pageSize));
        return List.copyOf(exercises);
    }

    /** Every number that is no mode of access, asked for by the owner of what everybody may use. */
    private static List<Exercise> domain(Model model, long pageSize) {
        Setting.Member owner = new Setting.Member(NODE, Credentials.user(UID, GID, 022));
        Setting setting = new Setting(Topology.oneNode(), List.of(owner, owner));
        AccessList list = AccessList.of(new AccessEntry(NODE, 0666));
        IntStream numbers =
                IntStream.concat(
                        IntStream.range(0, 01000),
                        IntStream.range(9, Integer.SIZE).map(bit -> 1 << bit | 0600));
        return numbers.filter(number -> !Permission.isLegal(number))
                .mapToObj(number ->
                        exercise(
                                model,
                                setting.start(pageSize),
                                setting,
                                list,
                                number,
                                "mode 0" + Integer.toOctalString(number),
                                List.of()))
                .toList();
    }

    private static List<Exercise> row(Model model, long pageSize, int mode, boolean byEntry) {
        List<Exercise> row = new ArrayList<>();
        AccessList list =
                byEntry ? AccessList.of(new AccessEntry(NODE, mode)) : AccessList.everyone();
        Credentials exporter = Credentials.user(UID, GID, byEntry ? 077 : 0777 & ~mode);
        String granted = (byEntry ? "entry " : "default ") + Integer.toOctalString(01000 | mode);
        IMPORTERS.forEach((kind, who) -> {
            for (int permission :
                    List.of(Permission.READ, Permission.WRITE, Permission.READ_WRITE)) {
                Setting setting =
                        new Setting(
                                Topology.oneNode(),
                                List.of(
                                        new Setting.Member(NODE, exporter),
                                        new Setting.Member(NODE, who)));
                String cell =
                        granted.replaceFirst(" 1", " 0")
                                + ", "
                                + kind
                                + ", "
                                + Permission.name(permission);
                row.add(
                        exercise(
                                model,
                                setting.start(pageSize),
                                setting,
                                list,
                                permission,
                                cell,
                                List.of(Capability.CREDENTIALS)));
            }
        });
        return row;
    }

    private static Exercise exercise(
            Model model,
            World start,
            Setting setting,
            AccessList list,
            int permission,
            String cell,
            List<Capability> needs) {
        Way way = new Way(model, start);
        long exporting = way.handle(0, new Call.GetController(Topology.LOOPBACK, Out.VALID));
        Memory memory = Memory.aligned(16);
        long export =
                way.handle(
                        0,
                        new Call.ExportCreate(
                                exporting, memory, 2 * start.pageSize(), 0, Out.VALID));
        way.say(0, new Call.Publish(export, Scopes.FIRST, list, Out.VALID));
        long importing = way.handle(1, new Call.GetController(Topology.LOOPBACK, Out.VALID));
        Call connect = new Call.Connect(importing, NODE, Scopes.FIRST, permission, Out.VALID);
        List<Rule> rules = way.rules(1, connect);
        return new Exercise(
                new Owed(
                        SUITE + ": " + cell,
                        SUITE,
                        clauses(rules),
                        rules.stream().map(Rule::id).toList()),
                needs,
                Program.along(setting, way.moves, 1, connect),
                ORDERS);
    }

    /** Where connect succeeds, the observers see that later access is what was granted. */
    private static List<String> clauses(List<Rule> rules) {
        Set<String> clauses =
                rules.stream()
                        .flatMap(rule -> rule.clauses().stream())
                        .collect(Collectors.toCollection(TreeSet::new));
        if (rules.stream().anyMatch(rule -> rule instanceof Rule.Effect<?>)) {
            clauses.add("connect/perm-governs-access");
        }
        return List.copyOf(clauses);
    }

    /** Calls made of the model, one after another. */
    private static final class Way {
        private final Model model;
        private final Interpretation interpretation;
        private final List<Transition> moves = new ArrayList<>();
        private World world;

        Way(Model model, World start) {
            this.model = model;
            this.interpretation = model.profile().readings().getFirst();
            this.world = start;
        }

        Reply say(int process, Call call) {
            Step step = model.allowed(interpretation, world, process, call).steps().getFirst();
            moves.add(new Transition.Made(process, call, step.reply(), step.rule()));
            world = step.next();
            return step.reply();
        }

        long handle(int process, Call call) {
            return ((Reply.Handle) say(process, call)).value();
        }

        List<Rule> rules(int process, Call call) {
            Allowed allowed = model.allowed(interpretation, world, process, call);
            return allowed.steps().stream()
                    .map(Step::rule)
                    .filter(rule -> rule instanceof Rule.Effect<?> || allowed.held().contains(rule))
                    .distinct()
                    .toList();
        }
    }
}
