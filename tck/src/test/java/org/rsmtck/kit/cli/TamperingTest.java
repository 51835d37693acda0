package org.rsmtck.kit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rsmtck.kit.evidence.EvidenceCheck;
import org.rsmtck.kit.example.WrongCode;

import picocli.CommandLine;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Whoever changes evidence is found out. */
@Timeout(300)
class TamperingTest {
    private static final int SAMPLED = 50;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir private static Path folder;

    private static final StringWriter OUT = new StringWriter();

    private static int run(String line) {
        OUT.getBuffer().setLength(0);
        CommandLine command = RsmTck.commandLine();
        command.setOut(new PrintWriter(OUT, true));
        command.setErr(new PrintWriter(OUT, true));
        return command.execute(line.replace("@", folder + "/").split(" "));
    }

    @BeforeAll
    static void bundle() {
        int exit =
                run(
                        "verify --suite rules --clause connect/SEG_NOT_PUBLISHED --clause"
                                + " connect/creates-import --out @out --bundle @whole.zip"
                                + " --implementation "
                                + WrongCode.class.getName());
        assertThat(exit).as(OUT.toString()).isEqualTo(Exit.NOT_CONFORMANT);
    }

    private static Map<String, String> files() throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(folder.resolve("whole.zip").toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                files.put(
                        entry.getName(),
                        new String(
                                zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private static List<String> differences(Map<String, String> files) throws IOException {
        Path changed = folder.resolve("changed.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(changed))) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return EvidenceCheck.of(changed).differences();
    }

    /** A value of a document, by what holds it. */
    private record Leaf(JsonNode holder, String name, int index, String path) {
        void change() {
            JsonNode value =
                    holder instanceof ObjectNode object ? object.path(name) : holder.path(index);
            JsonNode other =
                    value.isNumber()
                            ? JSON.getNodeFactory().numberNode(value.longValue() + 1)
                            : value.isBoolean()
                                    ? JSON.getNodeFactory().booleanNode(!value.booleanValue())
                                    : JSON.getNodeFactory().stringNode(value.asString() + "x");
            if (holder instanceof ObjectNode object) {
                object.set(name, other);
            } else {
                ((ArrayNode) holder).set(index, other);
            }
        }
    }

    private static List<Leaf> leaves(JsonNode node, String path) {
        List<Leaf> leaves = new ArrayList<>();
        if (node.isObject()) {
            for (String name : node.propertyNames()) {
                String below = path.isEmpty() ? name : path + "." + name;
                add(leaves, new Leaf(node, name, -1, below), node.path(name));
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            add(leaves, new Leaf(node, "", i, path + "[" + i + "]"), node.path(i));
        }
        return leaves;
    }

    private static void add(List<Leaf> leaves, Leaf leaf, JsonNode value) {
        if (value.isContainer()) {
            leaves.addAll(leaves(value, leaf.path()));
        } else {
            leaves.add(leaf);
        }
    }

    @Test
    void what_nobody_has_changed_holds() {
        assertThat(run("verify-bundle @whole.zip")).as(OUT.toString()).isEqualTo(Exit.FINE);
        assertThat(OUT.toString()).contains("EVIDENCE HOLDS", "0 of them without a verdict");
    }

    @Test
    void each_of_many_fields_that_are_changed_is_named() throws IOException {
        Random random = new Random(1);
        List<String> names = files().keySet().stream().filter(n -> !n.endsWith(".txt")).toList();
        for (int i = 0; i < SAMPLED; i++) {
            Map<String, String> files = files();
            String name = names.get(i % names.size());
            String expected = tampered(files, name, random);
            assertThat(differences(files))
                    .as("change %d", i)
                    .anyMatch(told -> told.contains(expected));
        }
    }

    /** Changes a field of the file; how it is to be named. */
    private static String tampered(Map<String, String> files, String name, Random random) {
        boolean isLines = name.endsWith(".jsonl");
        List<String> lines =
                isLines
                        ? new ArrayList<>(files.getOrDefault(name, "").lines().toList())
                        : new ArrayList<>(List.of(files.getOrDefault(name, "")));
        int number = random.nextInt(lines.size());
        JsonNode tree = JSON.readTree(lines.get(number));
        List<Leaf> leaves = leaves(tree, "");
        Leaf leaf = leaves.get(random.nextInt(leaves.size()));
        leaf.change();
        lines.set(number, JSON.writeValueAsString(tree));
        files.put(name, String.join("\n", lines) + "\n");
        return isLines ? name + ", line " + (number + 1) + ":" : leaf.path();
    }

    @Test
    void who_makes_every_hash_right_again_is_found_out_by_the_sequences() throws Exception {
        Map<String, String> files = files();
        String journal =
                files.get("journal.jsonl")
                        .replaceAll(
                                "\"FAILED\",\"reason\":\"\",\"failure\":\"[^\"]*\"",
                                "\"PASSED\",\"reason\":\"\",\"failure\":\"\"")
                        .replaceAll("(?m)^\\{\"entry\":\"(found|met)\".*\n", "");
        Path run = Files.createDirectories(folder.resolve("forged"));
        Files.writeString(run.resolve("journal.jsonl"), journal);
        assertThat(run("report @forged")).isEqualTo(Exit.FINE);
        files.keySet().removeIf(name -> name.startsWith("failures/"));
        files.put("journal.jsonl", journal);
        files.put("results.json", Files.readString(run.resolve("results.json")));
        StringBuilder lines = new StringBuilder();
        for (String name : List.of("journal.jsonl", "sequences.jsonl")) {
            List<String> all = files.getOrDefault(name, "").lines().toList();
            for (int i = 0; i < all.size(); i++) {
                String hash = sha256(all.get(i)).substring(0, 16);
                lines.append(name)
                        .append('\t')
                        .append(i + 1)
                        .append('\t')
                        .append(hash)
                        .append('\n');
            }
        }
        files.put("lines.txt", lines.toString());
        ObjectNode manifest = (ObjectNode) JSON.readTree(files.get("manifest.json"));
        manifest.put("statement", OUT.toString().lines().toList().getLast());
        ObjectNode hashes = manifest.putObject("files");
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (!file.getKey().equals("manifest.json")) {
                hashes.put(file.getKey(), sha256(file.getValue()));
            }
        }
        files.put("manifest.json", JSON.writeValueAsString(manifest));

        assertThat(differences(files))
                .isNotEmpty()
                .allMatch(told ->
                        told.endsWith("it has passed, and a sequence of it is not allowed"));
    }

    private static String sha256(String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void what_is_no_bundle_is_answered_with_a_sentence() throws IOException {
        Path file = Files.writeString(folder.resolve("no.zip"), "nothing");
        assertThatThrownBy(() -> EvidenceCheck.of(file)).hasMessageContaining("is no bundle");
        assertThat(run("verify-bundle @no.zip")).isEqualTo(Exit.MISUSE);
        assertThat(run("verify-bundle @missing.zip")).isEqualTo(Exit.MISUSE);
    }
}
