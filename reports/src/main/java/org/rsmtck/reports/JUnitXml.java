package org.rsmtck.reports;

import static java.util.Objects.requireNonNull;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Results as JUnit XML, for what CI servers show: a test suite for each suite, a test case for each
 * obligation, its class name the suite and the clause with dots between. The facts of a failure
 * stand in the first case that it ended, and the others name that one. What CI must not turn red
 * for, waivers and known failures, is skipped there; the statement is where it counts. What passes
 * and is listed as a known failure fails.
 */
public final class JUnitXml {
    private final XMLStreamWriter xml;
    private final Results results;
    private final Statement statement;
    private final Map<String, Failure> failures = new LinkedHashMap<>();

    /** By the id of a failure: the name of the case that has its facts. */
    private final Map<String, String> told = new HashMap<>();

    private JUnitXml(XMLStreamWriter xml, Results results) {
        this.xml = xml;
        this.results = results;
        this.statement = Statement.of(results);
        results.failures().forEach(failure -> failures.put(failure.id(), failure));
    }

    /**
     * The document, ending in a newline.
     *
     * @throws Tally.UnbalancedException if the obligations do not add up
     */
    public static String of(Results results) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            new JUnitXml(xml, results).document();
            xml.close();
        } catch (XMLStreamException e) {
            throw new AssertionError("writing XML to a string", e);
        }
        return text + "\n";
    }

    /** A test case: an obligation, or a failure that ended none. */
    private record Case(
            String name,
            String className,
            Status status,
            String reason,
            String failure,
            long milliseconds) {
        static Case of(Obligation o) {
            return new Case(
                    o.id(),
                    className(o.suite(), o.clauses().getFirst()),
                    o.status(),
                    o.reason(),
                    o.failure(),
                    o.milliseconds());
        }

        static Case mended(Obligation o) {
            return new Case(
                    o.id(),
                    className(o.suite(), o.clauses().getFirst()),
                    Status.FAILED,
                    "it passes, and is listed as a known failure: take it from the list",
                    "",
                    o.milliseconds());
        }

        static Case of(Failure f) {
            return new Case(
                    "failure " + f.id(),
                    className(f.suite(), f.clause()),
                    Status.FAILED,
                    "",
                    f.id(),
                    0);
        }

        private static String className(String suite, String clause) {
            return suite + "." + clause.replace('/', '.');
        }

        boolean isSkipped() {
            return status != Status.PASSED && status != Status.FAILED;
        }
    }

    private Map<String, List<Case>> suites() {
        Map<String, List<Case>> suites = new LinkedHashMap<>();
        Set<String> mended = Set.copyOf(KnownFailures.match(results).mended());
        for (Obligation one : results.obligations()) {
            suites.computeIfAbsent(one.suite(), suite -> new ArrayList<>())
                    .add(mended.contains(one.id()) ? Case.mended(one) : Case.of(one));
        }
        Set<String> named =
                results.obligations().stream().map(Obligation::failure).collect(Collectors.toSet());
        for (Failure failure : failures.values()) {
            if (!named.contains(failure.id())) {
                suites.computeIfAbsent(failure.suite(), suite -> new ArrayList<>())
                        .add(Case.of(failure));
            }
        }
        if (suites.isEmpty()) {
            // What came of a run of which nothing is known stands in the properties of a suite.
            suites.put("rsm-tck", List.of());
        }
        return suites;
    }

    private void document() throws XMLStreamException {
        Map<String, List<Case>> suites = suites();
        List<Case> all = suites.values().stream().flatMap(List::stream).toList();
        xml.writeStartDocument("UTF-8", "1.0");
        start(0, "testsuites");
        attribute("name", "rsm-tck");
        counts(all);
        attribute("time", seconds(results.run().progress().milliseconds()));
        for (Map.Entry<String, List<Case>> suite : suites.entrySet()) {
            suite(suite.getKey(), suite.getValue());
        }
        end(0);
        xml.writeEndDocument();
    }

    private void suite(String name, List<Case> cases) throws XMLStreamException {
        start(1, "testsuite");
        attribute("name", name);
        counts(cases);
        attribute("time", seconds(cases.stream().mapToLong(Case::milliseconds).sum()));
        attribute("timestamp", results.run().started().replaceFirst("(\\.\\d+)?Z$", ""));
        properties();
        for (Case one : cases) {
            testCase(one);
        }
        end(1);
    }

    private void properties() throws XMLStreamException {
        start(2, "properties");
        property("statement", statement.line());
        property("target", results.run().target());
        property("seed", Long.toString(results.run().seed()));
        property("command", results.run().command());
        end(2);
    }

    private void property(String name, String value) throws XMLStreamException {
        indent(3);
        xml.writeEmptyElement("property");
        attribute("name", name);
        attribute("value", value);
    }

    private void testCase(Case one) throws XMLStreamException {
        start(2, "testcase");
        attribute("classname", one.className());
        attribute("name", one.name());
        attribute("time", seconds(one.milliseconds()));
        if (one.status() == Status.FAILED) {
            failed(one);
        } else if (one.isSkipped()) {
            indent(3);
            xml.writeEmptyElement("skipped");
            attribute("message", skipped(one));
            if (!one.failure().isEmpty()) {
                start(3, "system-out");
                facts(one);
                xml.writeEndElement();
            }
        }
        if (one.status() == Status.PASSED) {
            xml.writeEndElement();
        } else {
            end(2);
        }
    }

    private void failed(Case one) throws XMLStreamException {
        start(3, "failure");
        if (one.failure().isEmpty()) {
            attribute("type", "known-failure");
            attribute("message", one.reason());
        } else {
            Failure failure = requireNonNull(failures.get(one.failure()));
            attribute("type", failure.clause());
            attribute("message", failure.clause() + ": " + failure.title());
            facts(one);
        }
        xml.writeEndElement();
    }

    private void facts(Case one) throws XMLStreamException {
        String first = told.putIfAbsent(one.failure(), one.name());
        xml.writeCharacters(
                legal(
                        first == null
                                ? FailureText.of(requireNonNull(failures.get(one.failure())))
                                : "the failure " + one.failure() + ", told at: " + first));
    }

    private static String skipped(Case one) {
        String words = one.status().words();
        return one.reason().isEmpty() ? words : words + ": " + one.reason();
    }

    private void counts(List<Case> cases) throws XMLStreamException {
        attribute("tests", Integer.toString(cases.size()));
        attribute("failures", count(cases, one -> one.status() == Status.FAILED));
        attribute("errors", "0");
        attribute("skipped", count(cases, Case::isSkipped));
    }

    private static String count(List<Case> cases, Predicate<Case> which) {
        return Long.toString(cases.stream().filter(which).count());
    }

    private static String seconds(long milliseconds) {
        return String.format(Locale.ROOT, "%d.%03d", milliseconds / 1000, milliseconds % 1000);
    }

    private void start(int depth, String element) throws XMLStreamException {
        indent(depth);
        xml.writeStartElement(element);
    }

    private void end(int depth) throws XMLStreamException {
        indent(depth);
        xml.writeEndElement();
    }

    private void indent(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, legal(value));
    }

    /** The text with what XML 1.0 cannot hold written out, for instance {@code \\u0000}. */
    private static String legal(String text) {
        return text.codePoints()
                .mapToObj(c -> isLegal(c) ? Character.toString(c) : "\\u%04x".formatted(c))
                .collect(Collectors.joining());
    }

    private static boolean isLegal(int c) {
        return c == '\t'
                || c == '\n'
                || c >= 0x20 && c <= 0xd7ff
                || c >= 0xe000 && c <= 0xfffd
                || c >= 0x10000;
    }
}
