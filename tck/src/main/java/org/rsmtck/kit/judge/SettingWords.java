package org.rsmtck.kit.judge;

import org.rsmtck.api.Credentials;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.model.ProcessState;
import org.rsmtck.model.World;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Who takes part in a history, and over what, in words. */
public final class SettingWords {
    private SettingWords() {}

    /** One line for each process, and one for all links. */
    public static List<String> of(World start) {
        List<String> words = new ArrayList<>();
        for (Map.Entry<Integer, ProcessState> process : start.processes().entries()) {
            words.add(
                    "process %d on node %s: %s"
                            .formatted(
                                    process.getKey(),
                                    Integer.toUnsignedString(process.getValue().node()),
                                    of(process.getValue().who())));
        }
        if (!start.links().isEmpty()) {
            words.add(
                    start.links().keys().stream()
                            .map(Link::toString)
                            .collect(Collectors.joining(", ", "links ", "")));
        }
        return words;
    }

    private static String of(Credentials who) {
        StringBuilder words = new StringBuilder();
        words.append("uid ").append(Integer.toUnsignedString(who.uid()));
        words.append(", gid ").append(Integer.toUnsignedString(who.gid()));
        if (who.uid() != who.realUid() || who.gid() != who.realGid()) {
            words.append(" (really ").append(Integer.toUnsignedString(who.realUid()));
            words.append(" and ").append(Integer.toUnsignedString(who.realGid())).append(")");
        }
        if (!who.groups().isEmpty()) {
            words.append(", groups ");
            words.append(
                    who.groups().stream()
                            .map(Integer::toUnsignedString)
                            .collect(Collectors.joining(" ")));
        }
        return words.append(", umask %03o".formatted(who.umask())).toString();
    }
}
