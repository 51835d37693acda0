package org.rsmtck.reports;

/**
 * The owner of the kit does not hold a clause against a target.
 *
 * @param clause that is waived
 * @param reason in words
 * @param issuer who waived it
 * @param expires the last day on which it counts, as ISO 8601
 */
public record Waiver(String clause, String reason, String issuer, String expires) {

    /** As a statement prints it. */
    String words() {
        return "%s waived by %s until %s: %s".formatted(clause, issuer, expires, reason);
    }
}
