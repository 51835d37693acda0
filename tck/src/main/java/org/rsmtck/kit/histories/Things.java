package org.rsmtck.kit.histories;

import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.model.Connection;
import org.rsmtck.model.Export;
import org.rsmtck.model.Import;
import org.rsmtck.model.ProcessState;
import org.rsmtck.model.World;

import java.util.HashSet;
import java.util.Set;

/**
 * What a call is about, by names: two calls that share one are about the same import, segment or
 * controller.
 */
final class Things {
    static final String IMPORT = "import ";
    static final String SEGMENT = "segment ";
    static final String CONTROLLER = "controller ";

    private final World shared;
    private final String lane;
    private final Set<String> names = new HashSet<>();

    private Things(World shared, String lane) {
        this.shared = shared;
        this.lane = lane;
    }

    /**
     * What a call is about.
     *
     * @param shared the world in which all lanes begin: what is not in it is the lane's own
     * @param lane a name for the lane
     * @param world in which the call is made, as far as the lane knows
     */
    static Set<String> of(World shared, String lane, World world, int process, Call call) {
        Things things = new Things(shared, lane);
        things.add(world, process, call);
        return things.names;
    }

    private void add(World world, int process, Call call) {
        ProcessState me = world.process(process);
        if (call instanceof Call.GetController get) {
            names.add(CONTROLLER + process + " " + get.name());
        }
        if (call instanceof OnHandle on) {
            long handle = on.handle();
            me.imports().get(handle).ifPresent(one -> add(process, handle, one));
            me.exports().get(handle).ifPresent(one -> add(process, handle, me, one));
            me.controllers()
                    .get(handle)
                    .ifPresent(use -> names.add(CONTROLLER + process + " " + use.name()));
        }
        if (call instanceof Call.Connect connect) {
            add(connect.node(), connect.segment());
            world.published(connect.node(), connect.segment())
                    .ifPresent(site -> addExport(site.process(), site.handle()));
        }
        if (call instanceof Call.Publish publish) {
            add(me.node(), publish.segment());
        }
    }

    private void add(int process, long handle, Import segment) {
        boolean isShared = shared.process(process).imports().has(handle);
        names.add(IMPORT + process + " " + handle + (isShared ? "" : lane));
        names.add(CONTROLLER + process + " " + segment.terms().controller());
        if (segment.connection() instanceof Connection.Live live) {
            addExport(live.process(), live.export());
        }
    }

    private void add(int process, long handle, ProcessState me, Export export) {
        addExport(process, handle);
        names.add(CONTROLLER + process + " " + export.controller());
        export.publication().ifPresent(publication -> add(me.node(), publication.segment()));
    }

    private void add(int node, int segment) {
        names.add(SEGMENT + "at " + node + " " + segment);
    }

    private void addExport(int process, long handle) {
        boolean isShared = shared.process(process).exports().has(handle);
        names.add(SEGMENT + "of " + process + " " + handle + (isShared ? "" : lane));
    }
}
