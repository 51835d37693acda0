package org.rsmtck.kit.probes;

import org.rsmtck.api.Call;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.judge.Uncaused;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.kit.target.ProcessFabric;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/** Where one probe is tried: what it tries with, and what it has to tell. */
final class ProbeContext {
    static final int NODE = 1;
    static final Credentials OWNER = Credentials.user(1001, 101, 022);

    private static final Duration LONG = Duration.ofSeconds(15);
    private static final int FIRST_SEGMENT = 0x5E0000;
    private static final int SEGMENTS = 0x1F000;

    private final TestRun run;
    private final ProcessFabric fabric;
    private final Effort effort;
    private final List<ProbeFailedException> broken = new ArrayList<>();
    private final List<String> odd = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Integer> byChance = new ConcurrentSkipListMap<>();
    private final long begun = System.nanoTime();
    private boolean isCareful;
    private int survived;
    private int judged;
    private static int segments;
    private long trials;
    private long calls;

    ProbeContext(TestRun run, Effort effort) {
        this.run = run;
        this.fabric = run.request().fabric().as(ProcessFabric.class).orElseThrow();
        this.effort = effort;
    }

    Model model() {
        return run.request().model();
    }

    Set<Interpretation> readings() {
        return run.readings();
    }

    ProcessFabric fabric() {
        return fabric;
    }

    Effort effort() {
        return effort;
    }

    long pageSize() {
        return run.capabilities().pageSize();
    }

    /** How people ask for the same again. */
    String replay() {
        return run.request().words().again(ProbesSuite.NAME);
    }

    /** One node, and so many processes of one user on it. */
    static Setting setting(int processes) {
        return new Setting(
                Topology.oneNode(),
                Collections.nCopies(processes, new Setting.Member(NODE, OWNER)));
    }

    ProbeRun trial(int processes) {
        return new ProbeRun(this, setting(processes));
    }

    /** A segment id that no probe of this run has had yet. */
    static synchronized int segment() {
        return FIRST_SEGMENT + segments++ % SEGMENTS;
    }

    /** Takes in something that is not allowed, and lets the probe go on. */
    void add(ProbeFailedException found) {
        broken.add(found);
    }

    List<ProbeFailedException> broken() {
        return broken;
    }

    /** A call of which nothing is promised was answered, with whatever. */
    void survived() {
        survived++;
    }

    int survivors() {
        return survived;
    }

    /** A call of which nothing is promised was not answered. */
    void odd(String sentence) {
        odd.add(sentence);
    }

    List<String> oddities() {
        return odd;
    }

    /** Something that was judged is right. */
    void judged() {
        judged++;
    }

    boolean hasJudged() {
        return judged > 0;
    }

    /** Says something of what was tried, for the report. */
    void note(String sentence) {
        notes.add(sentence);
    }

    String notes() {
        List<String> all = new ArrayList<>(notes);
        byChance.forEach(
                (refusal, times) -> all.add("refused by chance, " + times + " times: " + refusal));
        return String.join("; ", all);
    }

    /** Whether the reply is a refusal by a shortage or a signal that nobody brought about. */
    boolean isByChance(int process, Call call, Reply reply) {
        boolean isOne = Uncaused.isOne(model(), new Observation.Called(process, call, reply));
        if (isOne) {
            String refusal = call.word() + " " + ((Reply.Refused) reply).error().name();
            byChance.merge(refusal, 1, Integer::sum);
        }
        return isOne;
    }

    /** Whether it has taken so long that more of the same is left out; what was done is noted. */
    boolean isLong() {
        return System.nanoTime() - begun > LONG.toNanos();
    }

    /** From now on rounds are gone one by one, and what is refused by chance is asked again. */
    void beCareful() {
        isCareful = true;
    }

    boolean isCareful() {
        return isCareful;
    }

    void counted() {
        trials++;
    }

    void called(long more) {
        calls += more;
    }

    long trials() {
        return trials;
    }

    long calls() {
        return calls;
    }
}
