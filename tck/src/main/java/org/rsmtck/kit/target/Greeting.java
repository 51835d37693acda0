package org.rsmtck.kit.target;

import org.rsmtck.api.Credentials;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.MalformedLineException;
import org.rsmtck.kit.wire.Wire;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an agent says of itself when it starts.
 *
 * @param who its process is, as the system tells it
 * @param pageSize of its system, in bytes
 * @param events what it can bring about on itself
 * @param abilities what it can do that not every agent can: {@link #RACES}, {@link #ENDS}
 * @param missing C functions that the implementation lacks
 */
public record Greeting(
        String agent,
        long pid,
        Credentials who,
        long pageSize,
        Set<String> events,
        Set<String> abilities,
        Set<String> missing) {
    /** It runs trials of races itself. */
    public static final String RACES = "races";

    /** It ends threads, and itself, as any program does. */
    public static final String ENDS = "ends";

    /** It has children, which take no part in what it does. */
    public static final String FORKS = "forks";

    private static final int OCTAL = 8;

    /**
     * @throws TargetSetupException if the agent says that it cannot start
     * @throws MalformedLineException if the line is no greeting
     */
    static Greeting of(Line line) {
        if (line.has("fatal")) {
            throw new TargetSetupException("the agent cannot start: " + line.text("fatal"));
        }
        if (line.integer("v") != Wire.VERSION) {
            throw new TargetSetupException(
                    "the agent speaks version "
                            + line.integer("v")
                            + " of the agent protocol, and this kit version "
                            + Wire.VERSION
                            + "; use the agent that belongs to this kit");
        }
        TreeSet<Integer> groups = new TreeSet<>();
        words(line.text("groups")).forEach(group -> groups.add((int) Long.parseLong(group)));
        return new Greeting(
                line.text("agent"),
                line.integer("pid"),
                new Credentials(
                        (int) line.integer("uid"),
                        (int) line.integer("gid"),
                        (int) line.integer("real_uid"),
                        (int) line.integer("real_gid"),
                        groups,
                        Integer.parseInt(line.text("umask"), OCTAL)),
                line.integer("page_size"),
                words(line.text("events")),
                line.has("abilities") ? words(line.text("abilities")) : Set.of(),
                words(line.text("missing")));
    }

    private static Set<String> words(String list) {
        return Arrays.stream(list.split(","))
                .filter(word -> !word.isBlank())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
