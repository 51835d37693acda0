package org.rsmtck.model;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * An import segment of a process.
 *
 * @param controller the name of the controller that it was connected over
 * @param node the node of the exporter
 * @param length of the segment in bytes
 * @param permission what was granted: the mode asked for at connect
 * @param mappable what of that a mapping may be made for
 * @param mapping the explicit mapping, if one is in place
 * @param implicitlyMapped whether get or put may have made a mapping of their own, where the
 *     reading lets them
 * @param pollfds how often a poll descriptor was got more than released
 * @param mode 0 explicit, 1 implicit barriers
 * @param barrier the barrier last initialised and not destroyed
 * @param signals how many posted events have not been waited for
 */
public record Import(
        String controller,
        int node,
        long length,
        int permission,
        int mappable,
        Connection connection,
        Optional<Mapping> mapping,
        boolean implicitlyMapped,
        int pollfds,
        int mode,
        OptionalLong barrier,
        int signals) {

    public static final int EXPLICIT = 0;
    public static final int IMPLICIT = 1;

    /** A mapping of {@code length} bytes of the segment from {@code offset} on. */
    public record Mapping(int permission, long offset, long length, int fill) {
        public boolean holds(long from, long size) {
            return from >= 0 && size >= 0 && from <= length - size;
        }
    }

    public boolean isOff() {
        return connection instanceof Connection.ForciblyDisconnected;
    }

    /** Whether an import is connected, and to this export. */
    public record ConnectedTo(Connection.Live site) implements Predicate<Import> {
        @Override
        public boolean test(Import segment) {
            return segment.connection.equals(site);
        }
    }

    /** Whether an import is connected to this export, and mapped in whatever way. */
    public record MappedTo(Connection.Live site) implements Predicate<Import> {
        @Override
        public boolean test(Import segment) {
            return segment.connection.equals(site)
                    && (segment.isExplicitlyMapped() || segment.implicitlyMapped);
        }
    }

    public boolean isExplicitlyMapped() {
        return mapping.isPresent();
    }

    public Import with(Connection changed) {
        return new Import(
                controller,
                node,
                length,
                permission,
                mappable,
                changed,
                mapping,
                implicitlyMapped,
                pollfds,
                mode,
                barrier,
                signals);
    }

    public Import with(Optional<Mapping> changed) {
        return new Import(
                controller,
                node,
                length,
                permission,
                mappable,
                connection,
                changed,
                implicitlyMapped,
                pollfds,
                mode,
                barrier,
                signals);
    }

    public Import withImplicitMapping(boolean changed) {
        return new Import(
                controller,
                node,
                length,
                permission,
                mappable,
                connection,
                mapping,
                changed,
                pollfds,
                mode,
                barrier,
                signals);
    }

    public Import withPollfds(int changed) {
        return new Import(
                controller,
                node,
                length,
                permission,
                mappable,
                connection,
                mapping,
                implicitlyMapped,
                changed,
                mode,
                barrier,
                signals);
    }

    public Import withMode(int changed) {
        return new Import(
                controller,
                node,
                length,
                permission,
                mappable,
                connection,
                mapping,
                implicitlyMapped,
                pollfds,
                changed,
                barrier,
                signals);
    }

    public Import withBarrier(OptionalLong changed) {
        return new Import(
                controller,
                node,
                length,
                permission,
                mappable,
                connection,
                mapping,
                implicitlyMapped,
                pollfds,
                mode,
                changed,
                signals);
    }

    public Import withSignals(int changed) {
        return new Import(
                controller,
                node,
                length,
                permission,
                mappable,
                connection,
                mapping,
                implicitlyMapped,
                pollfds,
                mode,
                barrier,
                changed);
    }
}
