package org.rsmtck.model;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * An export segment of a process.
 *
 * @param controller the name of the controller that it was made on
 * @param length in bytes
 * @param rebindable whether other memory may take the place of the first
 * @param pollfds how often a poll descriptor was got more than released
 * @param signals how many posted events have not been waited for
 */
public record Export(
        String controller,
        long length,
        boolean rebindable,
        Contents contents,
        Optional<Publication> publication,
        int pollfds,
        int signals) {

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

    public Export with(Contents changed) {
        return new Export(controller, length, rebindable, changed, publication, pollfds, signals);
    }

    public Export with(Optional<Publication> changed) {
        return new Export(controller, length, rebindable, contents, changed, pollfds, signals);
    }

    public Export withPollfds(int changed) {
        return new Export(controller, length, rebindable, contents, publication, changed, signals);
    }

    public Export withSignals(int changed) {
        return new Export(controller, length, rebindable, contents, publication, pollfds, changed);
    }
}
