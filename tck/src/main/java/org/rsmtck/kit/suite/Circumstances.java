package org.rsmtck.kit.suite;

import org.rsmtck.api.Capabilities;
import org.rsmtck.api.Capability;
import org.rsmtck.api.Fabric;
import org.rsmtck.kit.execute.Room;
import org.rsmtck.kit.linearizability.Budget;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Under what circumstances a run takes place, in the words of its report. */
public final class Circumstances {
    private Circumstances() {}

    /** What kind of fabric the target is. */
    public static String conformanceClass(Capabilities capabilities) {
        return capabilities.supports(Capability.NODES) ? "several nodes" : "single node";
    }

    /** What the target brings about for real, of what a statement speaks of. */
    public static List<String> real(Capabilities capabilities) {
        return words(capabilities.real());
    }

    /** What the target simulates, of what a statement speaks of. */
    public static List<String> simulated(Capabilities capabilities) {
        Set<Capability> simulated = EnumSet.noneOf(Capability.class);
        simulated.addAll(capabilities.supported());
        simulated.removeAll(capabilities.real());
        return words(simulated);
    }

    /**
     * What the target declares of itself and the statement names: its limits, and where there are
     * several nodes within what time effects reach the others.
     */
    public static List<String> declared(Capabilities capabilities) {
        List<String> declared = new ArrayList<>(Room.declared(capabilities.limits()));
        if (capabilities.supports(Capability.NODES)) {
            declared.add(
                    "effects on other nodes within "
                            + Budget.seconds(capabilities.settle())
                            + " s");
        }
        return declared;
    }

    /** Versions and machine, by name, and what the target tells of the run. */
    public static Map<String, String> environment(Fabric fabric) {
        Map<String, String> environment = environment();
        environment.putAll(fabric.circumstances());
        return environment;
    }

    /** Versions and machine, by name. */
    public static Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        for (String property :
                List.of("java.version", "java.vm.name", "os.name", "os.arch", "os.version")) {
            environment.put(property, System.getProperty(property));
        }
        environment.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        String version = Circumstances.class.getPackage().getImplementationVersion();
        environment.put("kit", version == null ? "unpackaged" : version);
        return environment;
    }

    private static List<String> words(Set<Capability> capabilities) {
        return List.of(Capability.CREDENTIALS, Capability.NODES).stream()
                .filter(capabilities::contains)
                .map(capability -> capability.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
