package org.rsmtck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rsmtck.api.Capability;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Session;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.suite.Exercises;
import org.rsmtck.kit.suite.Level;
import org.rsmtck.kit.suite.RulesSuite;
import org.rsmtck.kit.suite.RunRequest;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.kit.target.AgentFabric;
import org.rsmtck.kit.target.TargetConfig;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.reports.Status;

import java.util.Set;

/**
 * The implementation with each participant in a process of its own, where the system says who it
 * is.
 */
@Timeout(180)
class AgentsTest {
    private static final Set<String> CLAUSES =
            Set.of(
                    "connect/REMOTE_NODE_UNREACHABLE",
                    "disconnect/SEG_STILL_MAPPED",
                    "disconnect/POLLFD_IN_USE");

    @Test
    void it_conforms_behind_agents_as_it_does_in_one_process() {
        try (AgentFabric fabric = new AgentFabric(TargetConfig.ofHosted(new ReferenceFabric()))) {
            RunRequest order =
                    RunRequest.of(fabric, Profile.named("strict").orElseThrow(), Level.QUICK, 1)
                            .waiting(fabric.patience());
            try (TestRun campaign = new TestRun(order)) {
                RulesSuite.of(Model.of(Profile.named("strict").orElseThrow()), Rsm.PAGE_SIZE)
                        .stream()
                        .filter(exercise ->
                                exercise.owed().clauses().stream().anyMatch(CLAUSES::contains))
                        .forEach(exercise ->
                                assertThat(Exercises.run(campaign, exercise))
                                        .as(exercise.owed().id())
                                        .isEmpty());
                assertThat(campaign.results().obligations())
                        .filteredOn(one -> one.clauses().stream().anyMatch(CLAUSES::contains))
                        .filteredOn(one -> one.status() == Status.PASSED)
                        .hasSizeGreaterThan(20);
            }
        }
    }

    @Test
    void agents_are_who_they_are_to_be() {
        try (AgentFabric fabric = new AgentFabric(TargetConfig.ofHosted(new ReferenceFabric()))) {
            assumeTrue(
                    fabric.capabilities().real().contains(Capability.CREDENTIALS),
                    "this user cannot start processes as others");
            try (Session session = fabric.open(Topology.oneNode());
                    Participant one = session.attach(1, Credentials.user(1001, 101, 022));
                    Participant other = session.attach(1, Credentials.user(1002, 102, 077))) {
                assertThat(one).isNotEqualTo(other);
            }
        }
    }
}
