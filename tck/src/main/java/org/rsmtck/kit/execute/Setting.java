package org.rsmtck.kit.execute;

import org.rsmtck.api.Credentials;
import org.rsmtck.api.Topology;
import org.rsmtck.explore.Scope;
import org.rsmtck.model.World;

import java.util.List;

/** Where a program runs: the shape of the fabric, and the processes in it. */
public record Setting(Topology topology, List<Member> members) {

    /** A process and who it is. */
    public record Member(int node, Credentials who) {}

    public Setting {
        members = List.copyOf(members);
    }

    public static Setting of(Scope scope) {
        return new Setting(
                scope.topology(),
                scope.roles().stream().map(role -> new Member(role.node(), role.who())).toList());
    }

    /** The world before the first call. */
    public World start(long pageSize) {
        World world = World.of(topology, pageSize);
        for (Member member : members) {
            world = world.attach(member.node(), member.who());
        }
        return world;
    }
}
