package org.rsmtck.kit.target;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Credentials;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The agents of a fabric: those at work, and those that wait for work. Agents that differ in
 * nothing but the umask are one and the same.
 */
final class AgentPool implements AutoCloseable {
    private static final int MOST_IDLE = 16;

    private final Launcher launcher;
    private final Bounds bounds;
    private final String fabric;
    private final Statistics census;
    private final Offspring offspring;
    private final Deque<Member> idle = new ArrayDeque<>();
    private final Set<Member> working = new HashSet<>();
    private final Map<Post, CompletableFuture<AgentProcess>> coming = new HashMap<>();
    private boolean isClosed;

    /** Where agents stand, and as whom. */
    private record Post(int node, Credentials who) {}

    /** An agent, where it is, and as whom. */
    record Member(int node, Credentials who, AgentProcess process) {}

    AgentPool(
            Launcher launcher,
            Bounds bounds,
            String fabric,
            Statistics census,
            Offspring offspring) {
        this.census = census;
        this.offspring = offspring;
        this.launcher = launcher;
        this.bounds = bounds;
        this.fabric = fabric;
    }

    /**
     * An agent on the node as this user, which nobody else has.
     *
     * @throws TargetSetupException if there is none to be had
     */
    synchronized Member take(int node, Credentials who) {
        Credentials wanted = withoutUmask(who);
        Member member = waiting(node, wanted);
        if (member == null) {
            member = new Member(node, wanted, relief(new Post(node, wanted)));
        }
        working.add(member);
        return member;
    }

    /** The agent that is on its way already, or else one that is started now. */
    private AgentProcess relief(Post post) {
        CompletableFuture<AgentProcess> sent = coming.remove(post);
        if (sent != null) {
            try {
                AgentProcess process = sent.join();
                if (process.isAlive()) {
                    return process;
                }
            } catch (CompletionException e) {
                // Whoever starts it now learns why.
            }
        }
        return started(post.node(), post.who());
    }

    /** Starts another agent for the post meanwhile, for it will be needed again. */
    private void sendFor(Post post) {
        if (!isClosed) {
            coming.computeIfAbsent(
                    post,
                    _ -> CompletableFuture.supplyAsync(() -> started(post.node(), post.who())));
        }
    }

    private @Nullable Member waiting(int node, Credentials wanted) {
        for (Iterator<Member> each = idle.iterator(); each.hasNext(); ) {
            Member member = each.next();
            if (!member.process().isAlive()) {
                each.remove();
            } else if (member.node() == node && member.who().equals(wanted)) {
                each.remove();
                return member;
            }
        }
        return null;
    }

    private AgentProcess started(int node, Credentials wanted) {
        List<String> command = launcher.command(fabric, node, wanted);
        Map<String, String> environment = new HashMap<>(launcher.environment(fabric, node, wanted));
        environment.putAll(offspring.mark());
        AgentProcess process = new AgentProcess(command, environment, bounds, census);
        if (launcher.canBeAnyone() && !isSame(wanted, process.greeting().who())) {
            process.kill();
            throw new TargetSetupException(
                    "the agent started by "
                            + command
                            + " runs as "
                            + process.greeting().who()
                            + ", and should run as "
                            + wanted);
        }
        return process;
    }

    private static boolean isSame(Credentials wanted, Credentials found) {
        return withoutUmask(wanted).equals(withoutUmask(found));
    }

    /** A process is in its own group in any case. */
    private static Credentials withoutUmask(Credentials who) {
        TreeSet<Integer> groups = new TreeSet<>(who.groups());
        groups.remove(who.gid());
        return new Credentials(who.uid(), who.gid(), who.realUid(), who.realGid(), groups, 0);
    }

    /** Takes an agent back that holds nothing any more. */
    synchronized void takeBack(Member member) {
        working.remove(member);
        if (isClosed) {
            member.process().end();
            return;
        }
        idle.addFirst(member);
        if (idle.size() > MOST_IDLE) {
            idle.removeLast().process().end();
        }
    }

    /** An agent is not to be used any more. */
    synchronized void dismiss(Member member) {
        working.remove(member);
        member.process().kill();
        sendFor(new Post(member.node(), member.who()));
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        idle.forEach(member -> member.process().end());
        idle.clear();
        Set.copyOf(working).forEach(this::dismiss);
        coming.values().forEach(sent -> sent.thenAccept(AgentProcess::kill));
        coming.clear();
    }
}
