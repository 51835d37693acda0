package org.rsmtck.kit.probes;

import org.rsmtck.api.Capability;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Limits;
import org.rsmtck.kit.plan.Owed;
import org.rsmtck.kit.suite.Suite;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.kit.target.ProcessFabric;
import org.rsmtck.reports.Failure;
import org.rsmtck.reports.Obligation;
import org.rsmtck.reports.Robustness;
import org.rsmtck.reports.Status;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** All probes, and what came of them. */
public final class ProbesSuite implements Suite {
    /** As filters and obligation ids spell it. */
    public static final String NAME = "probes";

    private static final Probe INSIDE =
            new Probe(
                    RoundsInside.OWED,
                    List.of(),
                    _ -> {
                        throw new AssertionError("it needs no bench");
                    });

    private static final String BEHIND_AGENTS =
            "behind agents, each process that goes many rounds is measured by itself";

    private static final String NOT_COUNTED = "what this process holds cannot be counted here";

    private static final String IN_PROCESS =
            "the target has no processes of its own that could be thrown away";

    /** Of each kind, what probes may hold on a node at a time. */
    private static final int SEGMENTS = 128;

    private final TestRun run;
    private final Effort effort;
    private final List<Probe> all;
    private final List<String> odd = new ArrayList<>();
    private int survivors;
    private long done;

    public ProbesSuite(TestRun run, Effort effort) {
        this.run = run;
        this.effort = effort;
        this.all =
                Stream.of(
                                PointerProbes.all(),
                                HandleProbes.all(),
                                LimitProbes.all(),
                                SequenceProbes.all(),
                                CrowdProbes.all(),
                                LeakProbes.all(),
                                RaceProbes.all(),
                                SignalProbes.all(),
                                WaitProbes.all(),
                                ThreadProbes.all(),
                                DeathProbes.all(),
                                ChildProbes.all(),
                                StopProbes.all(),
                                List.of(INSIDE))
                        .flatMap(List::stream)
                        .toList();
    }

    /** Every probe, in the order in which they are run. */
    public List<Probe> all() {
        return all;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** One for each probe that is wanted. */
    @Override
    public Stream<SuiteStep> steps() {
        if (!run.isToRun(NAME)) {
            return Stream.empty();
        }
        run.plan(owed());
        return all.stream()
                .filter(probe -> run.request().selection().test(probe.owed()))
                .map(probe ->
                        SuiteStep.of(
                                probe.owed().id(),
                                () -> run.unlessItFailsAtBasics(probe.owed(), () -> run(probe))));
    }

    @Override
    public List<Owed> owed() {
        return all.stream().map(Probe::owed).toList();
    }

    @Override
    public boolean isOutOfReach(Obligation obligation) {
        return obligation.suite().equals(NAME)
                && List.of(IN_PROCESS, BEHIND_AGENTS, NOT_COUNTED).contains(obligation.reason());
    }

    /** How a sentence begins that says why a clause is out of reach. */
    @Override
    public String whyOutOfReach() {
        return isBehindAgents() ? "" : IN_PROCESS + "; ";
    }

    private boolean isBehindAgents() {
        return run.request().fabric().as(ProcessFabric.class).isPresent();
    }

    @Override
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
        if (probe == INSIDE) {
            return inside();
        }
        if (!isBehindAgents()) {
            run.settle(owed, Status.NOT_APPLICABLE, IN_PROCESS, "");
            return "";
        }
        Optional<String> over = run.isOver(NAME);
        if (over.isPresent()) {
            run.settle(owed, Status.NOT_EXERCISED, over.get(), "");
            return "";
        }
        run.request().progress().at(NAME, ++done, () -> all.size());
        List<Capability> lacking = run.lacking(probe.needs());
        if (!lacking.isEmpty()) {
            run.settle(owed, Status.NOT_APPLICABLE, "the target declares no " + lacking, "");
            return "";
        }
        ProbeContext context = new ProbeContext(run, effort);
        String unready;
        try {
            demandRoom();
            unready = tried(probe, context);
        } catch (NotApplicableException e) {
            run.settle(owed, Status.NOT_APPLICABLE, e.getMessage(), "");
            return "";
        } catch (RuntimeException | LinkageError e) {
            run.settle(owed, Status.NOT_EXERCISED, run.trouble(NAME, e), "");
            return "";
        }
        if (unready.isEmpty()) {
            run.isWell(NAME);
        }
        survivors += context.survivors();
        odd.addAll(context.oddities());
        run.count(context.trials(), context.calls());
        return settled(owed, context, unready);
    }

    private String inside() {
        if (isBehindAgents() || !RoundsInside.canCount()) {
            String why = isBehindAgents() ? BEHIND_AGENTS : NOT_COUNTED;
            run.settle(RoundsInside.OWED, Status.NOT_APPLICABLE, why, "");
            return "";
        }
        Optional<String> over = run.isOver(NAME);
        if (over.isPresent()) {
            run.settle(RoundsInside.OWED, Status.NOT_EXERCISED, over.get(), "");
            return "";
        }
        RoundsInside rounds = new RoundsInside(run.request().fabric(), run.request().model());
        try {
            Optional<Failure> failure =
                    rounds.go(
                            run.request().words().command() + " --suite " + NAME,
                            run.request().patience());
            run.count(1, rounds.calls());
            if (failure.isPresent()) {
                String id = run.fail(failure.get(), Optional.empty());
                run.settle(RoundsInside.OWED, Status.FAILED, "", id);
                return id;
            }
            run.settle(RoundsInside.OWED, Status.PASSED, RoundsInside.notes(), "");
        } catch (NotReadyException e) {
            run.settle(RoundsInside.OWED, Status.NOT_EXERCISED, e.getMessage(), "");
        } catch (RuntimeException | LinkageError e) {
            String why = run.trouble(NAME, e);
            run.settle(RoundsInside.OWED, Status.NOT_EXERCISED, why, "");
        }
        return "";
    }

    private void demandRoom() {
        Limits limits = run.capabilities().limits();
        long length = Fixture.PAGES * run.capabilities().pageSize();
        if (Math.min(limits.imports(), limits.exports()) < SEGMENTS
                || limits.segmentLength() < length) {
            throw new NotApplicableException(
                    String.format(
                                    Locale.ROOT,
                                    "probes take room for %d imports and %d exports on a node and"
                                            + " %,d B to a segment",
                                    SEGMENTS,
                                    SEGMENTS,
                                    length)
                            + ", which is more than the target declares");
        }
    }

    /**
     * Why the probe could not be brought about; empty if it could. What an agent, a tool or the kit
     * itself cannot do is such a reason, and nothing that the target did.
     */
    private String tried(Probe probe, ProbeContext context) {
        try {
            return triedTwice(probe, context);
        } catch (NotApplicableException e) {
            throw e;
        } catch (Fabric.UnsupportedTopologyException e) {
            throw new NotApplicableException(e.getMessage());
        } catch (RuntimeException e) {
            return run.trouble(NAME, e);
        }
    }

    private static String triedTwice(Probe probe, ProbeContext context) {
        try {
            probe.attempt().on(context);
            return "";
        } catch (NotReadyException e) {
            return e.getMessage();
        } catch (UnlikeOthersException e) {
            return e.getMessage();
        } catch (ProbeFailedException first) {
            if (!first.isHang()) {
                context.add(first);
                return "";
            }
            try {
                probe.attempt().on(context);
                return "a call was not answered in time once, and was when it was repeated";
            } catch (ProbeFailedException again) {
                context.add(again.saying("a second run ended like the first"));
                return "";
            } catch (NotReadyException e) {
                return e.getMessage();
            }
        }
    }

    private String settled(Owed owed, ProbeContext context, String unready) {
        String failure = "";
        for (ProbeFailedException broken : context.broken()) {
            String id = run.fail(broken.failure(), broken.history());
            failure = failure.isEmpty() ? id : failure;
        }
        if (!failure.isEmpty()) {
            run.settle(owed, Status.FAILED, "", failure);
        } else if (!unready.isEmpty()) {
            run.settle(owed, Status.NOT_EXERCISED, unready, "");
        } else if (context.hasJudged()) {
            run.settle(owed, Status.PASSED, context.notes(), "");
        } else {
            run.settle(owed, Status.NOT_APPLICABLE, notPromised(context), "");
        }
        return failure;
    }

    private String notPromised(ProbeContext context) {
        return "nothing is promised of it by "
                + run.request().model().profile().name()
                + ": "
                + (context.oddities().isEmpty()
                        ? "it was survived"
                        : "it was not survived, which is told and not judged");
    }
}
