package org.rsmtck.kit.history;

import org.rsmtck.kit.execute.SettingLines;
import org.rsmtck.kit.wire.Wire;
import org.rsmtck.model.Profile;
import org.rsmtck.model.VariationPoint;
import org.rsmtck.model.profile.KnownProfiles;

import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The lines of a history as a JSON Schema, draft 2020-12, made from the tables they are read by.
 */
final class HistorySchema {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private HistorySchema() {}

    /** The schema of one line, as text that ends in a newline. */
    static String text() {
        SequencedMap<String, Object> lines = new LinkedHashMap<>();
        lines.put("history", history());
        lines.put("node", node());
        lines.put("link", link());
        lines.put("process", process());
        lines.put("reading", reading());
        Wire.schemas()
                .forEach((kind, schemas) ->
                        schemas.forEach((word, fields) ->
                                lines.put(kind + "_" + word, line(kind, word, fields))));
        SequencedMap<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "A line of a history of calls to Remote Shared Memory");
        schema.put(
                "oneOf",
                lines.keySet().stream().map(name -> Map.of("$ref", "#/$defs/" + name)).toList());
        schema.put("$defs", lines);
        return JSON.writeValueAsString(schema).replace("\r\n", "\n") + "\n";
    }

    /** A line that is put together of its own fields and those of a call, reply or event. */
    private static Map<String, Object> line(
            String kind, String word, SequencedMap<String, Object> fields) {
        SequencedMap<String, Object> all = new LinkedHashMap<>();
        List<String> optional = new ArrayList<>();
        if (!kind.equals("event")) {
            all.put(HistoryFile.ACT, natural());
            optional.add(HistoryFile.ACT);
        }
        if (kind.equals("call")) {
            all.put(HistoryFile.PROCESS, natural());
            all.put(HistoryFile.THREAD, natural());
            optional.add(HistoryFile.THREAD);
        }
        all.put(kind, Map.of("const", word));
        all.putAll(fields);
        return object(kind.equals("reply") ? "return" : kind, all, optional);
    }

    private static Map<String, Object> history() {
        SequencedMap<String, Object> fields = new LinkedHashMap<>();
        fields.put(HistoryFile.PAGE_SIZE, integer(1, HistoryFile.MOST_PAGE_SIZE));
        fields.put(
                HistoryFile.PROFILE,
                Map.of("enum", KnownProfiles.all().stream().map(Profile::name).toList()));
        fields.put(HistoryFile.SHORTEST, Map.of("enum", List.of("yes", "no")));
        return object("history", fields, List.copyOf(fields.keySet()));
    }

    private static Map<String, Object> node() {
        SequencedMap<String, Object> fields = new LinkedHashMap<>();
        fields.put("node", integer(1, 63));
        fields.put("controllers", string(""));
        return object("node", fields, List.of());
    }

    private static Map<String, Object> link() {
        SequencedMap<String, Object> fields = new LinkedHashMap<>();
        fields.put("one", string("^[0-9]+/.*$"));
        fields.put("other", string("^[0-9]+/.*$"));
        return object("link", fields, List.of());
    }

    private static Map<String, Object> process() {
        SequencedMap<String, Object> fields = new LinkedHashMap<>();
        fields.put("node", integer(1, 63));
        for (String id : List.of("uid", "gid", "real_uid", "real_gid")) {
            fields.put(id, integer(0, SettingLines.MOST_ID));
        }
        fields.put("groups", string("^([0-9]+(,[0-9]+)*)?$"));
        fields.put("umask", string("^0[0-7]{0,4}$"));
        return object("process", fields, List.of());
    }

    private static Map<String, Object> reading() {
        SequencedMap<String, Object> fields = new LinkedHashMap<>();
        for (VariationPoint<?> point : VariationPoint.all()) {
            List<String> options = point.options().stream().map(ReadingLines::word).toList();
            fields.put(ReadingLines.word(point), Map.of("enum", options));
        }
        return object("reading", fields, List.copyOf(fields.keySet()));
    }

    private static Map<String, Object> object(
            String line, SequencedMap<String, Object> fields, List<String> optional) {
        SequencedMap<String, Object> all = new LinkedHashMap<>();
        all.put("v", Map.of("const", Wire.VERSION));
        all.put("line", Map.of("const", line));
        all.putAll(fields);
        SequencedMap<String, Object> object = new LinkedHashMap<>();
        object.put("type", "object");
        object.put("properties", all);
        object.put(
                "required",
                all.keySet().stream().filter(name -> !optional.contains(name)).toList());
        object.put("additionalProperties", false);
        return object;
    }

    private static Map<String, Object> natural() {
        return integer(0, Integer.MAX_VALUE);
    }

    private static Map<String, Object> integer(long least, long most) {
        SequencedMap<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "integer");
        schema.put("minimum", least);
        schema.put("maximum", most);
        return schema;
    }

    private static Map<String, Object> string(String pattern) {
        SequencedMap<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        if (!pattern.isEmpty()) {
            schema.put("pattern", pattern);
        }
        return schema;
    }
}
