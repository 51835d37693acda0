package org.rsmtck.kit.target;

import org.rsmtck.api.Capability;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Faults;
import org.rsmtck.api.Limits;
import org.rsmtck.api.SharedFabric;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.target.CommandFabricProvider.Commands;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How an implementation is reached through agents.
 *
 * @param name what reports call it
 * @param profile that it claims to follow
 * @param pageSize the granularity of export and map in bytes; empty for that of the agents' system
 * @param hasRealNodes whether its nodes are machines, or what the system tells apart as such
 * @param lacks what the vendor says cannot be asked of it
 * @param limits what the vendor says that it has room for
 * @param application for which a range of segment ids is set aside; empty if nobody says
 * @param faults how those come about that the vendor's commands bring about
 */
public record TargetConfig(
        String name,
        String profile,
        Launcher launcher,
        FabricProvider provider,
        Bounds bounds,
        OptionalLong pageSize,
        boolean hasRealNodes,
        Set<Capability> lacks,
        Limits limits,
        Optional<String> application,
        Faults faults) {

    /** Somebody that an agent can be. */
    static final Credentials ANYBODY = Credentials.user(1001, 101, 022);

    /** The same, with one more variable in the environment of every agent. */
    public TargetConfig with(String variable, String value) {
        return new TargetConfig(
                name,
                profile,
                launcher.with(variable, value),
                provider,
                bounds,
                pageSize,
                hasRealNodes,
                lacks,
                limits,
                application,
                faults);
    }

    /** A native library on this machine: one node, everybody a process of his own. */
    public static TargetConfig ofLibrary(Path library) {
        List<String> users = Users.prefix();
        Launcher launcher =
                new Launcher(
                        JvmAgent.forLibrary(library, !users.isEmpty()), Map.of(), Map.of(), users);
        return new TargetConfig(
                library.getFileName().toString(),
                "man-page",
                launcher,
                new CommandFabricProvider(Commands.of(LocalNode.of(launcher, Bounds.USUAL))),
                Bounds.USUAL,
                OptionalLong.empty(),
                false,
                Set.of(),
                Limits.NONE,
                Optional.empty(),
                Faults.OF_A_PROCESS);
    }

    /** A Java implementation that processes can share, each participant in one of its own. */
    public static TargetConfig ofHosted(SharedFabric fabric) {
        List<String> users = Users.prefix();
        return ofJava(
                fabric.name() + ", behind agents",
                fabric,
                new Launcher(
                        JvmAgent.forImplementation(fabric.getClass(), !users.isEmpty()),
                        Map.of(),
                        Map.of(),
                        users),
                new HostedFabricProvider(fabric));
    }

    /**
     * A class in Java, one agent with a fabric of its own at a time, so that what it does to its
     * process is no loss.
     *
     * @param classPath where to find it besides the class path of this JVM; may be empty
     */
    public static TargetConfig ofClass(Fabric fabric, String classPath) {
        return ofJava(
                fabric.name(),
                fabric,
                new Launcher(
                        JvmAgent.alone(fabric.getClass(), classPath),
                        Map.of(),
                        Map.of(),
                        List.of()),
                new CommandFabricProvider(Commands.of(Topology.oneNode())));
    }

    private static TargetConfig ofJava(
            String name, Fabric fabric, Launcher launcher, FabricProvider provider) {
        return new TargetConfig(
                name,
                fabric.profile(),
                launcher,
                provider,
                Bounds.USUAL,
                OptionalLong.of(fabric.capabilities().pageSize()),
                false,
                Set.of(),
                fabric.capabilities().limits(),
                Optional.empty(),
                Faults.OF_A_PROCESS);
    }
}
