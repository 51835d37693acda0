package org.rsmtck.reports;

import org.rsmtck.model.Clause;
import org.rsmtck.model.Rule;
import org.rsmtck.model.page.Pages;
import org.rsmtck.reports.Failure.Line;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Results that look like those of real runs: what the reports are tried and looked at with. */
final class Examples {
    private Examples() {}

    /** Everything that is owed passed. */
    static Results passing() {
        return new Results(Results.VERSION, run("the reference"), owed(), List.of(), later());
    }

    /** Three failures: of the page, of its frame with two processes, and of a supporting call. */
    static Results failing() {
        List<Failure> failures = List.of(wrongCode(), stillMapped(), aborted());
        List<Obligation> obligations = new ArrayList<>();
        for (Obligation obligation : owed()) {
            obligations.add(ended(obligation, failures));
        }
        return new Results(
                Results.VERSION, run("com.example.rsm.Fabric 4.2"), obligations, failures, later());
    }

    /** The same obligations with one hostile text in every place that takes a text. */
    static Results hostile(String text) {
        Results failing = failing();
        Map<String, String> map = Map.of(text, text);
        List<String> list = List.of(text, text);
        Run run =
                new Run(
                        text,
                        text,
                        text,
                        text,
                        list,
                        list,
                        list,
                        1,
                        text,
                        text,
                        new Progress(1, 1, 1, map, list, list, Map.of(text, new Share(1, 2)), map));
        Failure failure =
                new Failure(
                        text,
                        "disconnect/SEG_STILL_MAPPED",
                        List.of(),
                        text,
                        2,
                        list,
                        text,
                        list,
                        List.of(
                                new Line(1, 0, text, text),
                                new Line(2, 1, text, text),
                                new Line(3, -1, text, text)),
                        text,
                        2);
        List<Obligation> obligations = new ArrayList<>();
        for (Obligation o : failing.obligations()) {
            obligations.add(
                    new Obligation(
                            text + obligations.size(),
                            text,
                            o.clauses(),
                            list,
                            o.status(),
                            text,
                            o.status().isFailure() ? text : ""));
        }
        Map<String, String> later = new LinkedHashMap<>(failing.outOfReach());
        later.replaceAll((clause, reason) -> text);
        return new Results(
                Results.VERSION,
                run,
                obligations,
                List.of(failure),
                later,
                new Robustness(1, list));
    }

    private static Run run(String target) {
        return new Run(
                target,
                "strict",
                "quick",
                "single node",
                List.of(),
                List.of("credentials"),
                List.of(),
                7_301_559_221L,
                "rsm-tck verify --profile strict --level quick --seed 7301559221",
                "2026-02-03T09:41:12Z",
                new Progress(
                        41_730,
                        21_480,
                        402_117,
                        Map.of(
                                "a controller got again", "the same handle",
                                "a cut seen from elsewhere", "not seen"),
                        List.of("connect/INTERRUPTED"),
                        List.of(
                                "connect/BAD_CTLR_HNDL",
                                "connect/INSUFFICIENT_MEM",
                                "connect/creates-import"),
                        Map.of("access list", new Share(3, 8), "node id", new Share(3, 8)),
                        Map.of(
                                "java", "25.0.3+9-LTS",
                                "kit", "0.1.0",
                                "os", "Linux 6.18 amd64",
                                "processors", "2",
                                "implementation SHA-256",
                                        "9f2c5a1be0d34c77c2a8a0a3f4ff6d3a8e1b6f0f0c9a5b1d2e3f405162738495")));
    }

    /** For each rule some cells, until there are about 300. */
    private static List<Obligation> owed() {
        List<Obligation> owed = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Rule rule : Pages.RULES) {
            if (!seen.add(rule.id())) {
                continue;
            }
            List<String> clauses =
                    rule.clauses().stream().filter(clause -> !later().containsKey(clause)).toList();
            if (clauses.isEmpty()) {
                continue;
            }
            owed.add(obligation("rules", "rules/" + rule.id(), clauses, rule));
            if (rule.id().length() % 2 == 0 || Catalogue.clause(rule.clause()).isRequired()) {
                owed.add(obligation("walks", "walks/" + rule.id(), clauses, rule));
            }
        }
        for (Clause clause : Catalogue.clauses()) {
            boolean isMissing = owed.stream().noneMatch(o -> o.clauses().contains(clause.id()));
            if (clause.isRequired() && isMissing && !later().containsKey(clause.id())) {
                owed.add(
                        new Obligation(
                                "probes/" + clause.id(),
                                "probes",
                                List.of(clause.id()),
                                List.of(),
                                Status.PASSED,
                                "",
                                ""));
            }
        }
        return owed;
    }

    private static Obligation obligation(String suite, String id, List<String> clauses, Rule rule) {
        return switch (rule.id()) {
            case "connect/INTERRUPTED" ->
                    new Obligation(
                            id,
                            suite,
                            clauses,
                            List.of(rule.id()),
                            Status.NOT_APPLICABLE,
                            "the target cannot be interrupted (INTERRUPTION)",
                            "");
            default ->
                    new Obligation(id, suite, clauses, List.of(rule.id()), Status.PASSED, "", "");
        };
    }

    private static Map<String, String> later() {
        Map<String, String> later = new LinkedHashMap<>();
        for (Clause clause : Catalogue.clauses()) {
            if (!clause.later().isEmpty()) {
                later.put(clause.id(), clause.later());
            }
        }
        later.put(
                "connect/REMOTE_NODE_UNREACHABLE",
                "needs more than one node: class multi node, level standard");
        return later;
    }

    private static Obligation ended(Obligation o, List<Failure> failures) {
        for (Failure failure : failures) {
            boolean isAbout =
                    o.rules().stream().anyMatch(r -> r.split("#")[0].equals(failure.clause()));
            if (isAbout && failure.suite().equals(o.suite())) {
                return with(o, Status.FAILED, "", failure.id());
            }
        }
        boolean cannotBeReached = o.id().equals("walks/disconnect/POLLFD_IN_USE");
        return cannotBeReached
                ? with(
                        o,
                        Status.NOT_EXERCISED,
                        "get_pollfd was refused with INSUFFICIENT_RESOURCES (31) each time",
                        "")
                : o;
    }

    private static Obligation with(Obligation o, Status status, String reason, String failure) {
        return new Obligation(o.id(), o.suite(), o.clauses(), o.rules(), status, reason, failure);
    }

    private static Failure stillMapped() {
        return new Failure(
                "disconnect-still-mapped",
                "disconnect/SEG_STILL_MAPPED",
                List.of(),
                "rules",
                6,
                List.of("SEG_STILL_MAPPED (10), by disconnect/SEG_STILL_MAPPED"),
                "success",
                List.of(
                        "success is excluded by disconnect/SEG_STILL_MAPPED: an explicit mapping is"
                                + " in place, since call 5",
                        "BAD_SEG_HNDL (5) is excluded: import 4 was issued by call 4 and is still"
                                + " connected",
                        "POLLFD_IN_USE (34) is excluded: no poll descriptor was got on import 4",
                        "one defect would explain all of it: disconnect removes mappings by itself,"
                                + " as the Programming Interfaces Guide says"),
                List.of(
                        new Line(1, 0, "get_controller(loopback)", "controller 1"),
                        new Line(2, 0, "create(controller 1, 8192 B)", "export 2"),
                        new Line(3, 0, "publish(export 2, 0x400001, all 0666)", "0x400001"),
                        new Line(4, 0, "connect(controller 1, node 1, 0x400001, 0400)", "import 4"),
                        new Line(5, 0, "map(import 4, offset 0 B, length 8192 B, 0400)", "mapped"),
                        new Line(6, 0, "disconnect(import 4)", "success")),
                "rsm-tck replay failures/disconnect-still-mapped.jsonl"
                        + " --implementation com.example.rsm.Fabric --classpath build/rsm.jar",
                14);
    }

    private static Failure wrongCode() {
        return new Failure(
                "connect-not-published",
                "connect/SEG_NOT_PUBLISHED",
                List.of(),
                "walks",
                4,
                List.of("SEG_NOT_PUBLISHED (7), by connect/SEG_NOT_PUBLISHED#nowhere"),
                "success, import 4",
                List.of(
                        "success is excluded by connect/SEG_NOT_PUBLISHED#nowhere: no segment is"
                                + " published under 0x400001 on node 1, which answers"),
                List.of(
                        new Line(1, 0, "create(controller 0, 8192 B)", "export 1"),
                        new Line(2, 0, "publish(export 1, 0x400001, all 0666)", "0x400001"),
                        new Line(3, -1, "process 0 is killed", ""),
                        new Line(
                                4, 1, "connect(controller 0, node 1, 0x400001, 0600)", "import 4")),
                "rsm-tck replay failures/connect-not-published.jsonl",
                1);
    }

    private static Failure aborted() {
        return new Failure(
                "unpublish-not-published",
                "unpublish/SEG_NOT_PUBLISHED",
                List.of(),
                "rules",
                2,
                List.of("SEG_NOT_PUBLISHED (7), by unpublish/SEG_NOT_PUBLISHED"),
                "an unknown number, 97",
                List.of("97 is no error value of the interface"),
                List.of(
                        new Line(1, 0, "create(controller 0, 4096 B)", "export 1"),
                        new Line(2, 0, "unpublish(export 1)", "97")),
                "rsm-tck replay failures/unpublish-not-published.jsonl",
                3);
    }
}
