package org.rsmtck.model;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * An export segment of a process.
 *
 * @param terms what was fixed at create
 */
public record Export(
        Terms terms, Contents contents, Optional<Publication> publication, Counts counts) {

    /**
     * What an export was made on, and how.
     *
     * @param controller the name of the controller that it was made on
     * @param length in bytes
     * @param rebindable whether other memory may take the place of the first
     */
    public record Terms(String controller, long length, boolean rebindable) {}

    /**
     * What is counted.
     *
     * @param pollfds how often a poll descriptor was got more than released
     * @param signals how many posted events have not been waited for
     */
    public record Counts(int pollfds, int signals) {}

    /** An export as create makes it. */
    public static Export created(Terms terms, Contents contents) {
        return new Export(terms, contents, Optional.empty(), new Counts(0, 0));
    }

    /** Whether an export is published under this id. */
    record PublishedAs(int segment) implements Predicate<Export> {
        @Override
        public boolean test(Export export) {
            return export.publication
                    .filter(publication -> publication.segment() == segment)
                    .isPresent();
        }
    }

    public boolean isPublished() {
        return publication.isPresent();
    }

    public String controller() {
        return terms.controller;
    }

    public long length() {
        return terms.length;
    }

    public boolean rebindable() {
        return terms.rebindable;
    }

    public int pollfds() {
        return counts.pollfds;
    }

    public int signals() {
        return counts.signals;
    }

    public Export with(Contents changed) {
        return new Export(terms, changed, publication, counts);
    }

    public Export with(Optional<Publication> changed) {
        return new Export(terms, contents, changed, counts);
    }

    public Export withPollfds(int changed) {
        return new Export(terms, contents, publication, new Counts(changed, counts.signals));
    }

    public Export withSignals(int changed) {
        return new Export(terms, contents, publication, new Counts(counts.pollfds, changed));
    }
}
