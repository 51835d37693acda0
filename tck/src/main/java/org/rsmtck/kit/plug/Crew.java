package org.rsmtck.kit.plug;

import org.rsmtck.api.Credentials;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The agents of a fabric: those at work, and those that wait for work. Agents that differ in
 * nothing but the umask are one and the same.
 */
final class Crew implements AutoCloseable {
    private static final int MOST_IDLE = 16;

    private final Starter starter;
    private final Bounds bounds;
    private final String fabric;
    private final Deque<Member> idle = new ArrayDeque<>();
    private final Set<Member> working = new HashSet<>();
    private boolean isClosed;

    /** An agent, where it is, and as whom. */
    record Member(int node, Credentials who, AgentProcess process) {}

    Crew(Starter starter, Bounds bounds, String fabric) {
        this.starter = starter;
        this.bounds = bounds;
        this.fabric = fabric;
    }

    /**
     * An agent on the node as this user, which nobody else has.
     *
     * @throws PlugException if there is none to be had
     */
    synchronized Member take(int node, Credentials who) {
        Credentials wanted = withoutUmask(who);
        Member member = waiting(node, wanted);
        if (member == null) {
            member = new Member(node, wanted, started(node, wanted));
        }
        working.add(member);
        return member;
    }

    private Member waiting(int node, Credentials wanted) {
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
        if (isClosed) {
            throw new PlugException("the fabric of the agent is closed");
        }
        List<String> command = starter.command(fabric, node, wanted);
        AgentProcess process =
                new AgentProcess(command, starter.environment(fabric, node, wanted), bounds);
        if (starter.canBeAnyone() && !isSame(wanted, process.greeting().who())) {
            process.kill();
            throw new PlugException(
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
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        idle.forEach(member -> member.process().end());
        idle.clear();
        Set.copyOf(working).forEach(this::dismiss);
    }
}
