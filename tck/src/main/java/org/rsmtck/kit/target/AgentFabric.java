package org.rsmtck.kit.target;

import org.rsmtck.api.Call;
import org.rsmtck.api.Capabilities;
import org.rsmtck.api.Capability;
import org.rsmtck.api.Faults;
import org.rsmtck.api.Session;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.library.Functions;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An implementation whose participants are processes. A fabric is kept from one sequence to the
 * next, with its agents, as long as each sequence gives back all that it took. Closing it ends all
 * agents and removes all fabrics; so does the end of this JVM.
 */
public final class AgentFabric implements ProcessFabric, AutoCloseable {
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final TargetConfig config;
    private final Statistics census = new Statistics();
    private final Offspring offspring = new Offspring();
    private final Map<Topology, Deque<Site>> free = new HashMap<>();
    private final Set<Site> all = new HashSet<>();
    private final Thread atExit = new Thread(this::closeAll, "agents-end");
    private Optional<Greeting> firstGreeting = Optional.empty();
    private boolean areAgentsHere;
    private boolean isClosed;

    /** A fabric of the implementation, and the agents in it. */
    record Site(AgentFabric owner, Topology shape, FabricInstance place, AgentPool pool) {
        /** Says that a sequence is over. */
        void giveBack(boolean isClean) {
            owner.takeBack(this, isClean);
        }

        void remove() {
            try {
                pool.close();
            } finally {
                place.close();
            }
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    public AgentFabric(TargetConfig config) {
        this.config = config;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** How the implementation is reached. */
    public TargetConfig config() {
        return config;
    }

    @Override
    public Statistics census() {
        return census;
    }

    @Override
    public Map<String, String> circumstances() {
        return Map.of(
                "agents started", Long.toString(census.started()),
                "agents died", Long.toString(census.died()));
    }

    /** How long a step may take before it counts as hanging: longer than agents are given. */
    public Duration patience() {
        return config.bounds().answer().plus(config.bounds().start()).plus(MARGIN);
    }

    @Override
    public String name() {
        return config.name();
    }

    @Override
    public String profile() {
        return config.profile();
    }

    /**
     * What the first agent says, on one node.
     *
     * @throws TargetSetupException if there is none to be had
     */
    public synchronized Greeting greeting() {
        if (firstGreeting.isEmpty()) {
            try (AgentSession session = (AgentSession) open(Topology.oneNode())) {
                Greeting greeting = session.greetingOf(TargetConfig.ANYBODY);
                areAgentsHere =
                        session.isFirstHere()
                                && session.areHere(
                                        config.launcher().nodes().keySet(), TargetConfig.ANYBODY);
                firstGreeting = Optional.of(greeting);
            }
        }
        return firstGreeting.orElseThrow();
    }

    @Override
    public Capabilities capabilities() {
        Greeting greeting = greeting();
        Set<Capability> supported = EnumSet.noneOf(Capability.class);
        supported.addAll(config.provider().capabilities());
        if (areAgentsHere) {
            supported.add(Capability.KILL);
        }
        if (config.launcher().canBeAnyone()) {
            supported.add(Capability.CREDENTIALS);
        }
        if (greeting.events().contains(AgentEvents.MEMORY)) {
            supported.add(Capability.MEMORY_SHORTAGE);
        }
        if (greeting.events().contains(AgentEvents.DESCRIPTORS)) {
            supported.add(Capability.DESCRIPTOR_SHORTAGE);
        }
        if (greeting.events().contains(AgentEvents.INTERRUPTION)) {
            supported.add(Capability.INTERRUPTION);
        }
        supported.removeAll(config.lacks());
        Set<Capability> real = EnumSet.of(Capability.KILL);
        if (config.launcher().canBeAnyone()) {
            real.add(Capability.CREDENTIALS);
        }
        if (config.hasRealNodes()) {
            real.add(Capability.NODES);
        }
        real.retainAll(supported);
        return new Capabilities(
                supported,
                real,
                config.pageSize().orElse(greeting.pageSize()),
                config.limits(),
                config.bounds().settle());
    }

    @Override
    public Faults faults() {
        return config.faults();
    }

    @Override
    public boolean hasProcesses() {
        return true;
    }

    @Override
    public boolean areApart() {
        return config.provider().areApart();
    }

    @Override
    public boolean isSlowToStart() {
        return greeting().agent().contains("JVM");
    }

    @Override
    public Optional<String> lacking(Call call) {
        Set<String> missing = greeting().missing();
        return missing.isEmpty()
                ? Optional.empty()
                : Functions.of(call).stream().filter(missing::contains).findFirst();
    }

    @Override
    public synchronized Session open(Topology topology) {
        if (isClosed) {
            throw new TargetSetupException("the run is over: no fabric is opened any more");
        }
        Deque<Site> kept = free.get(topology);
        if (kept != null && !kept.isEmpty()) {
            return new AgentSession(kept.removeFirst());
        }
        return new AgentSession(made(topology));
    }

    @Override
    public List<Preflight.Finding> preflight() {
        return Preflight.of(this);
    }

    @Override
    public synchronized DisposableFabric disposable(Topology topology) {
        if (isClosed) {
            throw new TargetSetupException("the run is over: no fabric is opened any more");
        }
        return new DisposableFabric(made(topology));
    }

    private Site made(Topology topology) {
        FabricInstance place = config.provider().prepare(topology);
        Site site =
                new Site(
                        this,
                        topology,
                        place,
                        new AgentPool(
                                config.launcher(),
                                config.bounds(),
                                place.word(),
                                census,
                                offspring));
        all.add(site);
        return site;
    }

    private synchronized void takeBack(Site site, boolean isClean) {
        if (isClean && !isClosed) {
            free.computeIfAbsent(site.shape(), _ -> new ArrayDeque<>()).addFirst(site);
        } else if (all.remove(site)) {
            site.remove();
        }
    }

    private synchronized void closeAll() {
        isClosed = true;
        List<Site> left = List.copyOf(all);
        all.clear();
        free.clear();
        try {
            removeAll(left.iterator());
        } finally {
            offspring.end();
        }
    }

    /** Every one, also behind one that cannot be removed. */
    private static void removeAll(Iterator<Site> left) {
        if (left.hasNext()) {
            try {
                left.next().remove();
            } finally {
                removeAll(left);
            }
        }
    }

    @Override
    public void close() {
        closeAll();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is about to end, and runs the hook itself.
        }
    }
}
