package org.rsmtck.reports;

import org.rsmtck.reports.Statement.Verdict;

import java.util.Locale;

/** The verdict as a small SVG image. */
public final class Badge {
    private Badge() {}

    private static final String LABEL = "rsm-tck";

    /** Of a letter, in pixels; {@code textLength} makes every font keep to it. */
    private static final int LETTER = 7;

    /**
     * The image, with the whole statement as its title.
     *
     * @throws Tally.UnbalancedException if the obligations do not add up
     */
    public static String of(Results results) {
        Statement statement = Statement.of(results);
        String verdict = statement.words().toLowerCase(Locale.ROOT);
        String words = verdict + " · " + results.run().profile() + " " + results.run().level();
        int left = LABEL.length() * LETTER + 14;
        int right = words.length() * LETTER + 14;
        return String.format(
                Locale.ROOT,
                """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="22" role="img" aria-label="%5$s">
                  <title>%5$s</title>
                  <clipPath id="r"><rect width="%1$d" height="22" rx="4"/></clipPath>
                  <g clip-path="url(#r)">
                    <rect width="%2$d" height="22" fill="#30363d"/>
                    <rect x="%2$d" width="%3$d" height="22" fill="%4$s"/>
                  </g>
                  <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
                    <text x="7" y="15" textLength="%6$d">%7$s</text>
                    <text x="%8$d" y="15" textLength="%9$d">%10$s</text>
                  </g>
                </svg>
                """,
                left + right,
                left,
                right,
                colour(statement.verdict()),
                escaped(statement.line()),
                left - 14,
                LABEL,
                left + 7,
                right - 14,
                escaped(words));
    }

    /** Each at least 4.5 to 1 against white. */
    private static String colour(Verdict verdict) {
        return switch (verdict) {
            case CONFORMANT -> "#1a7f37";
            case CONFORMANT_WITH_WAIVERS -> "#4f6f00";
            case INCOMPLETE -> "#8a5a00";
            case NOT_CONFORMANT -> "#b3261e";
            case NONE -> "#57606a";
        };
    }

    private static String escaped(String text) {
        return text.replaceAll("[\\x00-\\x1f\\ufffe\\uffff\\ud800-\\udfff]", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
