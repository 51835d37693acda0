package org.rsmtck.model;

/**
 * A sentence that must hold.
 *
 * @param id as code, filters, reports and messages spell it
 * @param words what must hold
 * @param source page and section
 * @param later where no rule carries it: which part of the kit judges it, and why no single call
 *     can; else empty
 */
public record Clause(String id, Kind kind, String words, String source, String later) {

    /** What a clause belongs to. */
    public enum Kind {
        /** The page of connect and disconnect itself. */
        PAGE,
        /** What must hold around every call, implied by the page. */
        FRAME,
        /** A neighbour call that the page stands on. */
        SUPPORTING
    }

    /** Whether a statement of conformance is about this clause. */
    public boolean isRequired() {
        return kind != Kind.SUPPORTING;
    }

    /** The call it is about, or {@code frame}. */
    public String word() {
        return id.substring(0, id.indexOf('/'));
    }
}
