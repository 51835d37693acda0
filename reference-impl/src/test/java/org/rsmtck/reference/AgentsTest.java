package org.rsmtck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Capability;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Session;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.Suites;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.judge.Judge;
import org.rsmtck.kit.plan.Exercise;
import org.rsmtck.kit.suite.Exercises;
import org.rsmtck.kit.suite.Level;
import org.rsmtck.kit.suite.PermissionsSuite;
import org.rsmtck.kit.suite.RulesSuite;
import org.rsmtck.kit.suite.RunRequest;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.kit.target.AgentFabric;
import org.rsmtck.kit.target.TargetConfig;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;
import org.rsmtck.reports.Obligation;
import org.rsmtck.reports.Status;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The implementation with each participant in a process of its own, where the system says who it
 * is.
 */
@Timeout(300)
class AgentsTest {
    private static final Model STRICT = Pages.model(Profile.STRICT);
    private static final int EVERY_RULE = 7;
    private static final int EVERY_CELL = 70;
    private static final int SEGMENT = 0x400000;

    @Test
    void it_conforms_behind_agents_as_it_does_in_one_process() {
        try (AgentFabric agents = agents()) {
            List<Exercise> some = sample(RulesSuite.of(STRICT, Rsm.PAGE_SIZE), EVERY_RULE);
            if (agents.capabilities().real().contains(Capability.CREDENTIALS)) {
                some.addAll(sample(PermissionsSuite.of(STRICT, Rsm.PAGE_SIZE), EVERY_CELL));
            }
            Map<String, Status> behindAgents = statuses(agents, some);

            assertThat(behindAgents).isEqualTo(statuses(new ReferenceFabric(), some));
            assertThat(behindAgents.values()).containsOnly(Status.PASSED).hasSizeGreaterThan(50);
        }
    }

    private static AgentFabric agents() {
        return new AgentFabric(TargetConfig.ofHosted(new ReferenceFabric()));
    }

    private static List<Exercise> sample(List<Exercise> all, int every) {
        return IntStream.range(0, all.size())
                .filter(number -> number % every == 0)
                .mapToObj(all::get)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static Map<String, Status> statuses(Fabric fabric, List<Exercise> exercises) {
        Set<String> ids =
                exercises.stream()
                        .map(exercise -> exercise.owed().id())
                        .collect(Collectors.toSet());
        try (TestRun run = Suites.run(RunRequest.of(fabric, Profile.STRICT, Level.QUICK, 1))) {
            exercises.forEach(exercise -> Exercises.run(run, exercise));
            return run.results().obligations().stream()
                    .filter(one -> ids.contains(one.id()))
                    .collect(Collectors.toMap(Obligation::id, Obligation::status));
        }
    }

    @Test
    void agents_are_who_they_are_to_be() {
        try (AgentFabric fabric = agents()) {
            assumeTrue(
                    fabric.capabilities().real().contains(Capability.CREDENTIALS),
                    "this user cannot start processes as others");
            Credentials exporter = Credentials.user(1001, 101, 077);
            Credentials stranger = Credentials.user(1002, 102, 077);
            Setting setting =
                    new Setting(
                            Topology.oneNode(),
                            List.of(
                                    new Setting.Member(1, exporter),
                                    new Setting.Member(1, exporter),
                                    new Setting.Member(1, stranger)));
            try (Session session = fabric.open(setting.topology())) {
                Conversation talk = new Conversation(session, setting);
                long exporting = talk.handle(0, controller());
                Memory memory = Memory.aligned(1);
                long export =
                        talk.handle(
                                0,
                                new Call.ExportCreate(
                                        exporting, memory, Rsm.PAGE_SIZE, 0, Out.VALID));
                talk.say(0, new Call.Publish(export, SEGMENT, AccessList.everyone(), Out.VALID));

                assertThat(connect(talk, 1)).isInstanceOf(Reply.Handle.class);
                assertThat(connect(talk, 2)).isInstanceOf(Reply.Refused.class);
            }
        }
    }

    private static Call controller() {
        return new Call.GetController(Topology.LOOPBACK, Out.VALID);
    }

    private static Reply connect(Conversation talk, int process) {
        long controller = talk.handle(process, controller());
        return talk.say(
                process, new Call.Connect(controller, 1, SEGMENT, Permission.READ, Out.VALID));
    }

    /** Calls that the model has a say about, one after another. */
    private static final class Conversation {
        private final List<Participant> participants = new ArrayList<>();
        private final Judge judge;

        Conversation(Session session, Setting setting) {
            for (Setting.Member member : setting.members()) {
                participants.add(session.attach(member.node(), member.who()));
            }
            judge = Judge.of(STRICT, setting.start(Rsm.PAGE_SIZE), Set.of(Interpretation.NONE));
        }

        Reply say(int process, Call call) {
            Reply reply = participants.get(process).call(call);
            assertThat(judge.observe(process, call, reply)).as(call + ": " + reply).isNotEmpty();
            return reply;
        }

        long handle(int process, Call call) {
            return ((Reply.Handle) say(process, call)).value();
        }
    }
}
