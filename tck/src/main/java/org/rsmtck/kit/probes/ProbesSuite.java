package org.rsmtck.kit.probes;

import org.rsmtck.api.Capability;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Limits;
import org.rsmtck.kit.plug.AgentFabric;
import org.rsmtck.kit.plug.PlugException;
import org.rsmtck.kit.suites.Campaign;
import org.rsmtck.kit.suites.Owed;
import org.rsmtck.reports.Obligation;
import org.rsmtck.reports.Robustness;
import org.rsmtck.reports.Status;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All probes, and what came of them. */
public final class ProbesSuite {
    /** As filters and obligation ids spell it. */
    public static final String NAME = "probes";

    private static final String IN_PROCESS =
            "the target has no processes of its own that could be thrown away";

    /** Of each kind, what probes may hold on a node at a time. */
    private static final int SEGMENTS = 128;

    private final Campaign campaign;
    private final Effort effort;
    private final List<Probe> all;
    private final List<String> odd = new ArrayList<>();
    private int survivors;
    private long done;

    public ProbesSuite(Campaign campaign, Effort effort) {
        this.campaign = campaign;
        this.effort = effort;
        this.all =
                Stream.of(
                                PointerProbes.all(),
                                HandleProbes.all(),
                                LimitProbes.all(),
                                SequenceProbes.all(),
                                LeakProbes.all(),
                                RaceProbes.all(),
                                SignalProbes.all(),
                                DeathProbes.all())
                        .flatMap(List::stream)
                        .toList();
    }

    /** Every probe, in the order in which they are run. */
    public List<Probe> all() {
        return all;
    }

    /** What this suite owes. */
    public List<Owed> owed() {
        return all.stream().map(Probe::owed).toList();
    }

    /** Whether it is an obligation of this suite on a target that it cannot be asked of. */
    public boolean isOutOfReach(Obligation obligation) {
        return obligation.suite().equals(NAME) && obligation.reason().equals(IN_PROCESS);
    }

    /** What became of calls that nothing is promised of. */
    public Robustness robustness() {
        return new Robustness(survivors, odd);
    }

    /**
     * Tries the probe and settles what it owes.
     *
     * @return the id of the failure, or empty
     */
    public String run(Probe probe) {
        Owed owed = probe.owed();
        if (!(campaign.order().fabric() instanceof AgentFabric)) {
            campaign.settle(owed, Status.NOT_APPLICABLE, IN_PROCESS, "");
            return "";
        }
        campaign.order().progress().at(NAME, ++done, () -> all.size());
        List<Capability> lacking = campaign.lacking(probe.needs());
        if (!lacking.isEmpty()) {
            campaign.settle(owed, Status.NOT_APPLICABLE, "the target declares no " + lacking, "");
            return "";
        }
        if (campaign.hasGivenUp()) {
            campaign.settle(owed, Status.NOT_EXERCISED, campaign.whyGivenUp(), "");
            return "";
        }
        Bench bench = new Bench(campaign, effort);
        String unready;
        try {
            demandRoom();
            unready = tried(probe, bench);
        } catch (Inapplicable e) {
            campaign.settle(owed, Status.NOT_APPLICABLE, e.getMessage(), "");
            return "";
        }
        survivors += bench.survivors();
        odd.addAll(bench.oddities());
        campaign.count(bench.trials(), bench.calls());
        return settled(owed, bench, unready);
    }

    private void demandRoom() {
        Limits limits = campaign.capabilities().limits();
        long length = Props.PAGES * campaign.capabilities().pageSize();
        if (Math.min(limits.imports(), limits.exports()) < SEGMENTS
                || limits.segmentLength() < length) {
            throw new Inapplicable(
                    "probes take room for %d imports and %d exports on a node and %,d B to a segment"
                                    .formatted(SEGMENTS, SEGMENTS, length)
                            + ", which is more than the target declares");
        }
    }

    /**
     * Why the probe could not be brought about; empty if it could. What an agent, a tool or the kit
     * itself cannot do is such a reason, and nothing that the target did.
     */
    private static String tried(Probe probe, Bench bench) {
        try {
            return triedTwice(probe, bench);
        } catch (Inapplicable e) {
            throw e;
        } catch (PlugException e) {
            return e.getMessage();
        } catch (Fabric.UnsupportedTopologyException e) {
            throw new Inapplicable(e.getMessage());
        } catch (RuntimeException e) {
            return "the kit itself failed: " + e;
        }
    }

    private static String triedTwice(Probe probe, Bench bench) {
        try {
            probe.attempt().on(bench);
            return "";
        } catch (Unready | Rounds.Odd e) {
            return e.getMessage();
        } catch (Broken first) {
            if (!first.isHang()) {
                bench.add(first);
                return "";
            }
            try {
                probe.attempt().on(bench);
                return "a call was not answered in time once, and was when it was repeated";
            } catch (Broken again) {
                bench.add(again.saying("a second run ended like the first"));
                return "";
            } catch (Unready e) {
                return e.getMessage();
            }
        }
    }

    private String settled(Owed owed, Bench bench, String unready) {
        String failure = "";
        for (Broken broken : bench.broken()) {
            String id = campaign.failures().add(broken.failure(), broken.history());
            failure = failure.isEmpty() ? id : failure;
        }
        if (!failure.isEmpty()) {
            campaign.settle(owed, Status.FAILED, "", failure);
        } else if (!unready.isEmpty()) {
            campaign.settle(owed, Status.NOT_EXERCISED, unready, "");
        } else if (bench.hasJudged()) {
            campaign.settle(owed, Status.PASSED, bench.notes(), "");
        } else {
            campaign.settle(owed, Status.NOT_APPLICABLE, notPromised(bench), "");
        }
        return failure;
    }

    private String notPromised(Bench bench) {
        return "nothing is promised of it by "
                + campaign.order().model().profile().name()
                + ": "
                + (bench.oddities().isEmpty()
                        ? "it was survived"
                        : "it was not survived, which is told and not judged");
    }
}
