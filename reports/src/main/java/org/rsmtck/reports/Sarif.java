package org.rsmtck.reports;

import org.rsmtck.model.Clause;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Results as SARIF 2.1.0, for what shows findings: a rule is a clause, a result a failure, and its
 * code flow the history, with a thread for each process. What is waived or known is suppressed.
 */
public final class Sarif {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private final Results results;
    private final List<String> rules;
    private final Map<String, Status> standing = new LinkedHashMap<>();

    private Sarif(Results results) {
        this.results = results;
        Set<String> broken = new LinkedHashSet<>();
        results.failures().forEach(failure -> broken.add(failure.clause()));
        this.rules = List.copyOf(broken);
        for (Obligation one : results.obligations()) {
            if (one.status().isFailure()) {
                // One that counts makes the failure count.
                standing.merge(
                        one.failure(),
                        one.status(),
                        (a, b) -> a == Status.FAILED ? a : b == Status.FAILED ? b : a);
            }
        }
    }

    /**
     * The document, ending in a newline.
     *
     * @throws Tally.UnbalancedException if the obligations do not add up
     */
    public static String of(Results results) {
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("$schema", SCHEMA);
        log.put("version", "2.1.0");
        log.put("runs", List.of(new Sarif(results).run()));
        return ResultsFile.json(log);
    }

    private Map<String, Object> run() {
        Run run = results.run();
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "rsm-tck");
        driver.put("version", run.progress().environment().getOrDefault("kit", "unknown"));
        driver.put("rules", rules.stream().map(Sarif::rule).toList());
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("tool", Map.of("driver", driver));
        Map<String, Object> invocation = new LinkedHashMap<>();
        invocation.put("commandLine", run.command());
        invocation.put("executionSuccessful", results.troubles().isEmpty());
        invocation.put(
                "toolExecutionNotifications",
                results.troubles().stream()
                        .map(trouble ->
                                Map.of(
                                        "level",
                                        "error",
                                        "message",
                                        text(trouble.suite() + ": " + trouble.words())))
                        .toList());
        told.put("invocations", List.of(invocation));
        told.put(
                "automationDetails",
                Map.of(
                        "id",
                        "rsm-tck/%s/%s/".formatted(run.profile(), run.level()),
                        "description",
                        text(Statement.of(results).line())));
        told.put("columnKind", "utf16CodeUnits");
        told.put("results", results.failures().stream().map(this::result).toList());
        return told;
    }

    private static Map<String, Object> rule(String id) {
        Clause clause = Catalogue.clause(id);
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("id", id);
        rule.put("shortDescription", text(clause.words()));
        rule.put("help", text(clause.source() + "; rsm-tck explain " + id));
        rule.put("defaultConfiguration", Map.of("level", level(clause)));
        return rule;
    }

    /** A supporting clause does not stand in the way of the statement. */
    private static String level(Clause clause) {
        return clause.isRequired() ? "error" : "warning";
    }

    private Map<String, Object> result(Failure failure) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", failure.clause());
        result.put("ruleIndex", rules.indexOf(failure.clause()));
        result.put("level", level(Catalogue.clause(failure.clause())));
        result.put("message", text(FailureText.of(failure)));
        result.put("locations", List.of(location(failure, List.of())));
        result.put("partialFingerprints", Map.of("failure/v1", failure.id()));
        result.put("occurrenceCount", failure.times());
        if (!failure.history().isEmpty()) {
            result.put("codeFlows", List.of(Map.of("threadFlows", threads(failure))));
        }
        Status status = standing.getOrDefault(failure.id(), Status.FAILED);
        if (status != Status.FAILED) {
            result.put(
                    "suppressions",
                    List.of(Map.of("kind", "external", "justification", status.words())));
        }
        return result;
    }

    /** One for each process, and one for what happened by itself. */
    private static List<Map<String, Object>> threads(Failure failure) {
        Map<Integer, List<Map<String, Object>>> calls = new LinkedHashMap<>();
        for (Failure.Line line : failure.history()) {
            calls.computeIfAbsent(line.process(), _ -> new ArrayList<>()).add(step(failure, line));
        }
        List<Map<String, Object>> threads = new ArrayList<>();
        calls.forEach((process, steps) -> {
            Map<String, Object> thread = new LinkedHashMap<>();
            thread.put("id", who(process));
            thread.put("locations", steps);
            threads.add(thread);
        });
        return threads;
    }

    private static String who(int process) {
        return process < 0 ? "events" : "process " + process;
    }

    private static Map<String, Object> step(Failure failure, Failure.Line line) {
        Map<String, Object> location =
                location(
                        failure,
                        List.of(
                                Map.of(
                                        "fullyQualifiedName",
                                        who(line.process()),
                                        "kind",
                                        "process")));
        String reply = line.reply().isEmpty() ? "" : " -> " + line.reply();
        location.put("message", text(line.number() + ": " + line.call() + reply));
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("location", location);
        step.put("executionOrder", line.number());
        step.put("importance", line.number() == failure.call() ? "essential" : "important");
        return step;
    }

    /** There is no source to point at: a failure is where its trace is. */
    private static Map<String, Object> location(
            Failure failure, List<Map<String, Object>> logical) {
        Map<String, Object> location = new LinkedHashMap<>();
        location.put(
                "physicalLocation",
                Map.of(
                        "artifactLocation",
                        Map.of("uri", "failures/" + uri(failure.id()) + ".jsonl"),
                        "region",
                        Map.of("startLine", 1)));
        if (!logical.isEmpty()) {
            location.put("logicalLocations", logical);
        }
        return location;
    }

    private static String uri(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Map<String, Object> text(String text) {
        return Map.of("text", text);
    }
}
