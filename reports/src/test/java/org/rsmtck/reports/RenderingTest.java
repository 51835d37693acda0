package org.rsmtck.reports;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

import org.junit.jupiter.api.Test;
import org.rsmtck.model.Clause;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import javax.xml.parsers.DocumentBuilderFactory;

/** What every report owes its reader, whatever the results hold. */
class RenderingTest {
    private static final String HOSTILE =
            "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;]]>```${1}#{1}<#if>"
                    + "\u0000\u001b[31m\ufffe | </title></style> ~~~ *b*";

    @Property(tries = 200)
    @Domain(AnyResults.class)
    void xml_parses_whatever_it_holds(@ForAll Results results) throws Exception {
        Element suites = parsed(JUnitXml.of(results)).getDocumentElement();
        NodeList cases = suites.getElementsByTagName("testcase");
        assertThat(suites.getAttribute("tests")).isEqualTo(Integer.toString(cases.getLength()));
        assertThat(cases.getLength()).isGreaterThanOrEqualTo(results.obligations().size());

        assertThat(parsed(Badge.of(results)).getDocumentElement().getTextContent())
                .contains(Statement.of(results).verdict().words());
    }

    @Property(tries = 20)
    @Domain(AnyResults.class)
    void every_report_can_be_made_of_any_results(@ForAll Results results) {
        assertThat(Html.of(results)).endsWith("</html>\n");
        assertThat(Markdown.of(results)).endsWith("</details>\n");
        assertThat(Sarif.of(results)).endsWith("}\n");
    }

    @Test
    void the_same_results_give_the_same_page() {
        assertThat(Html.of(Examples.failing())).isEqualTo(Html.of(Examples.failing()));
    }

    @Test
    void hostile_text_stays_text_in_xml() throws Exception {
        Document xml = parsed(JUnitXml.of(Examples.hostile(HOSTILE)));
        Element suite = (Element) xml.getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("name")).contains("<script>alert(1)</script>", "\\u0000");
        assertThat(suite.getElementsByTagName("failure").item(0).getTextContent())
                .contains("]]>", "\\u001b");
        parsed(Badge.of(Examples.hostile(HOSTILE)));
    }

    @Test
    void the_facts_of_a_failure_stand_once_and_every_case_has_a_class_and_a_time()
            throws Exception {
        Results failing = Examples.failing();
        Element suites = parsed(JUnitXml.of(failing)).getDocumentElement();
        NodeList cases = suites.getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            Element one = (Element) cases.item(i);
            assertThat(one.getAttribute("classname")).matches("[a-z]+(\\.[\\w-]+)+");
            assertThat(one.getAttribute("time")).matches("\\d+\\.\\d{3}");
        }
        for (Failure failure : failing.failures()) {
            assertThat(suites.getTextContent().split(Pattern.quote(FailureText.of(failure)), -1))
                    .hasSize(2);
        }
    }

    @Test
    void hostile_text_stays_text_in_html() {
        String html = Html.of(Examples.hostile(HOSTILE));
        assertThat(html)
                .doesNotContain("<script>alert", "<img", "<#if>")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "${1}#{1}&lt;#if&gt;");
        assertThat(html.split("<script", -1)).as("scripts, and one before them").hasSize(2);
        assertThat(html.split("</title>", -1)).hasSize(2);
    }

    @Test
    void hostile_text_stays_text_in_markdown() {
        String markdown = Markdown.of(Examples.hostile(HOSTILE));
        String outsideCode = markdown.replaceAll("(?s)(`{3,})text\n.*?\n\\1\n", "");
        assertThat(outsideCode.replaceAll("(`+)[^`].*?[^`]\\1(?!`)", ""))
                .doesNotContain("<script>", "<img");
    }

    @Test
    void the_page_has_an_anchor_for_every_clause_and_failure() {
        String html = Html.of(Examples.failing());
        for (Clause clause : Catalogue.clauses()) {
            assertThat(html.split("id=\"" + clause.id() + "\"", -1)).hasSize(2);
        }
        for (Failure failure : Examples.failing().failures()) {
            assertThat(html)
                    .contains(
                            "id=\"failure-" + failure.id() + "\"",
                            "href=\"#" + failure.clause() + "\"",
                            failure.replay());
        }
    }

    @Test
    void every_failure_is_in_the_index_with_links_to_what_shows_it() {
        String html = Html.of(Examples.failing());
        for (Failure failure : Examples.failing().failures()) {
            assertThat(html)
                    .contains(
                            "data-failure=\"failure-" + failure.id() + "\"",
                            "href=\"#failure-" + failure.id() + "\"");
        }
        assertThat(html)
                .contains(
                        "href=\"failures/connect-not-published.jsonl\"",
                        "href=\"failures/connect-not-published.history.jsonl\"");
    }

    @Test
    void the_page_needs_nothing_else() {
        assertThat(Html.of(Examples.failing()))
                .doesNotContain("src=", "url(", "@import", "http://", "https://")
                .contains("default-src 'none'");
    }

    @Test
    void the_page_starts_with_the_statement_and_then_the_failures() {
        Results failing = Examples.failing();
        assertThat(Html.of(failing))
                .containsSubsequence(
                        "NOT CONFORMANT</p>",
                        "Self-asserted",
                        "id=\"failures\"",
                        "id=\"clauses\"",
                        "id=\"out-of-reach\"",
                        "id=\"supporting\"",
                        "id=\"not-exercised\"",
                        "id=\"run\"");
    }

    @Test
    void digits_are_the_same_in_every_locale() {
        Results failing = Examples.failing();
        String usual = allOf(failing);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat("%d".formatted(1)).isEqualTo("\u0661");
            assertThat(allOf(failing)).isEqualTo(usual);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static String allOf(Results results) {
        return Html.of(results)
                + Markdown.of(results)
                + JUnitXml.of(results)
                + Badge.of(results)
                + ResultsFile.text(results)
                + FailureText.of(results.failures().getFirst());
    }

    @Test
    void markdown_shows_the_statement_and_each_failure() {
        assertThat(Markdown.of(Examples.failing()))
                .startsWith("## ❌ NOT CONFORMANT\n")
                .contains(
                        List.of(
                                "**NOT CONFORMANT to strict at level quick",
                                FailureText.of(Examples.failing().failures().get(1)),
                                "| ERRORS | 14 | 9 supported, 2 partial, 1 not judged"));
    }

    private static Document parsed(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}
