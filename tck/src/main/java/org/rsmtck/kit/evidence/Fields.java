package org.rsmtck.kit.evidence;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The fields of a JSON document, by their paths, for instance {@code obligations[2].status}. */
final class Fields {
    private Fields() {}

    /** Paths of the fields in which two documents differ. */
    static List<String> differing(JsonNode one, JsonNode other) {
        List<String> paths = new ArrayList<>();
        compare("", one, other, paths);
        return paths;
    }

    private static void compare(String path, JsonNode one, JsonNode other, List<String> paths) {
        if (one.isObject() && other.isObject()) {
            Set<String> names = new TreeSet<>(one.propertyNames());
            names.addAll(other.propertyNames());
            for (String name : names) {
                String below = path.isEmpty() ? name : path + "." + name;
                compare(below, one.path(name), other.path(name), paths);
            }
        } else if (one.isArray() && other.isArray()) {
            for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
                compare(path + "[" + i + "]", one.path(i), other.path(i), paths);
            }
        } else if (!one.equals(other)) {
            paths.add(path);
        }
    }
}
