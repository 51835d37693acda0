package org.rsmtck.model;

import org.rsmtck.api.Topology.Port;

/** Which controllers an import and its export use, and whether they are connected. */
public final class Paths {
    private Paths() {}

    /** The controller that {@code site} was exported on. */
    public static Port exporting(World world, World.ExportSite site) {
        return new Port(world.process(site.process()).node(), site.export().controller());
    }

    /** Whether the controllers at both ends of a live connection reach each other. */
    public static boolean areJoined(
            World world, ProcessState importer, Import segment, Connection.Live live) {
        Port here = new Port(importer.node(), segment.controller());
        Port there =
                new Port(world.process(live.process()).node(), world.export(live).controller());
        return world.areJoined(here, there);
    }
}
