package org.rsmtck.model;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * An import segment of a process.
 *
 * @param terms what was fixed at connect
 */
public record Import(
        Terms terms, Connection connection, Mappings mappings, Barriers barriers, Counts counts) {

    public static final int EXPLICIT = 0;
    public static final int IMPLICIT = 1;

    /** Whether its forced disconnect is on its way. */
    static final Predicate<Import> IS_DISCONNECT_PENDING =
            segment -> segment.connection instanceof Connection.DisconnectPending;

    /**
     * What an import was connected over, to what, and for what.
     *
     * @param controller the name of the controller that it was connected over
     * @param node the node of the exporter
     * @param length of the segment in bytes
     * @param permission what was granted: the mode asked for at connect
     * @param mappable what of that a mapping may be made for
     */
    public record Terms(String controller, int node, long length, int permission, int mappable) {}

    /**
     * Through what an import may be accessed.
     *
     * @param explicit the mapping that was asked for, if one is in place
     * @param implicit whether get or put may have made a mapping of their own, where the reading
     *     lets them
     */
    public record Mappings(Optional<Mapping> explicit, boolean implicit) {
        static final Mappings NONE = new Mappings(Optional.empty(), false);
    }

    /** A mapping of {@code length} bytes of the segment from {@code offset} on. */
    public record Mapping(int permission, long offset, long length, int fill) {
        public boolean holds(long from, long size) {
            return from >= 0 && size >= 0 && from <= length - size;
        }
    }

    /**
     * How transfers are brought to an end.
     *
     * @param mode 0 explicit, 1 implicit barriers
     * @param barrier the one last initialised and not destroyed
     */
    public record Barriers(int mode, OptionalLong barrier) {}

    /**
     * What is counted.
     *
     * @param pollfds how often a poll descriptor was got more than released
     * @param signals how many posted events have not been waited for
     */
    public record Counts(int pollfds, int signals) {}

    /** An import as connect makes it. */
    public static Import connected(Terms terms, Connection connection) {
        return new Import(
                terms,
                connection,
                Mappings.NONE,
                new Barriers(IMPLICIT, OptionalLong.empty()),
                new Counts(0, 0));
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
                    && (segment.isExplicitlyMapped() || segment.implicitlyMapped());
        }
    }

    public boolean isOff() {
        return connection instanceof Connection.ForciblyDisconnected;
    }

    public boolean isExplicitlyMapped() {
        return mapping().isPresent();
    }

    public String controller() {
        return terms.controller;
    }

    public int node() {
        return terms.node;
    }

    public long length() {
        return terms.length;
    }

    public int permission() {
        return terms.permission;
    }

    public int mappable() {
        return terms.mappable;
    }

    public Optional<Mapping> mapping() {
        return mappings.explicit;
    }

    public boolean implicitlyMapped() {
        return mappings.implicit;
    }

    public int mode() {
        return barriers.mode;
    }

    public OptionalLong barrier() {
        return barriers.barrier;
    }

    public int pollfds() {
        return counts.pollfds;
    }

    public int signals() {
        return counts.signals;
    }

    public Import with(Connection changed) {
        return new Import(terms, changed, mappings, barriers, counts);
    }

    public Import with(Optional<Mapping> changed) {
        return with(new Mappings(changed, mappings.implicit));
    }

    public Import withImplicitMapping(boolean changed) {
        return with(new Mappings(mappings.explicit, changed));
    }

    private Import with(Mappings changed) {
        return new Import(terms, connection, changed, barriers, counts);
    }

    public Import withMode(int changed) {
        return with(new Barriers(changed, barriers.barrier));
    }

    public Import withBarrier(OptionalLong changed) {
        return with(new Barriers(barriers.mode, changed));
    }

    private Import with(Barriers changed) {
        return new Import(terms, connection, mappings, changed, counts);
    }

    public Import withPollfds(int changed) {
        return with(new Counts(changed, counts.signals));
    }

    public Import withSignals(int changed) {
        return with(new Counts(counts.pollfds, changed));
    }

    private Import with(Counts changed) {
        return new Import(terms, connection, mappings, barriers, changed);
    }
}
