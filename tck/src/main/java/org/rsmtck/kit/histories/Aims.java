package org.rsmtck.kit.histories;

import org.rsmtck.kit.histories.Aim.Thing;

import java.util.ArrayList;
import java.util.List;

/**
 * The pairs of calls that a level owes at the same time: connect and disconnect with everything
 * that may be about the same thing, and their neighbours with each other.
 */
final class Aims {
    /** On an import. */
    static final List<String> ON_IMPORT =
            List.of(
                    "disconnect",
                    "map",
                    "unmap",
                    "get",
                    "put",
                    "get_units",
                    "put_units",
                    "set_mode",
                    "init_barrier",
                    "get_pollfd",
                    "release_pollfd",
                    "signal_post");

    /** On an export. */
    static final List<String> ON_EXPORT =
            List.of("publish", "republish", "unpublish", "rebind", "destroy");

    /** On a controller. */
    static final List<String> ON_CONTROLLER =
            List.of("get_controller", "release_controller", "create");

    private Aims() {}

    static List<Aim> all() {
        List<Aim> all = new ArrayList<>();
        ON_IMPORT.forEach(word -> all.add(Aim.at(Thing.IMPORT, "disconnect", word)));
        pairs(Thing.IMPORT, List.of("map", "unmap", "get", "set_mode"), all);
        pairs(Thing.IMPORT, List.of("get_pollfd", "release_pollfd"), all);
        all.add(Aim.at(Thing.IMPORT, "signal_post", "signal_post"));
        all.add(Aim.at(Thing.SEGMENT, "connect", "connect"));
        all.add(Aim.at(Thing.SEGMENT, "connect", "disconnect"));
        for (String word : ON_EXPORT) {
            all.add(Aim.at(Thing.SEGMENT, "connect", word));
            if (!word.equals("publish")) {
                all.add(Aim.at(Thing.SEGMENT, "disconnect", word));
            }
        }
        for (String word : List.of("map", "get", "get_pollfd")) {
            all.add(Aim.at(Thing.SEGMENT, word, "unpublish"));
        }
        pairs(Thing.SEGMENT, List.of("publish", "republish", "unpublish", "destroy"), all);
        for (String word : ON_CONTROLLER) {
            all.add(Aim.at(Thing.CONTROLLER, "connect", word));
        }
        all.add(Aim.at(Thing.CONTROLLER, "disconnect", "release_controller"));
        pairs(Thing.CONTROLLER, ON_CONTROLLER, all);
        all.add(
                new Aim(
                        Thing.ANY,
                        List.of(),
                        List.of(Aim.CONNECT, Aim.DISCONNECT, Aim.NO_CRASH_NO_HANG)));
        return List.copyOf(all);
    }

    private static void pairs(Thing thing, List<String> words, List<Aim> all) {
        for (int i = 0; i < words.size(); i++) {
            for (int j = i; j < words.size(); j++) {
                all.add(Aim.at(thing, words.get(i), words.get(j)));
            }
        }
    }
}
