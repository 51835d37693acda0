package org.rsmtck.reports;

/**
 * What a vendor expects of an obligation that does not pass.
 *
 * @param status {@link Status#FAILED}, or {@link Status#NOT_EXERCISED}
 * @param clause that its failure breaks first; empty if it is not exercised
 * @param obligation by its id
 */
public record KnownFailure(Status status, String clause, String obligation) {}
