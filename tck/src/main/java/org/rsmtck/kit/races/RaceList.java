package org.rsmtck.kit.races;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Topology;
import org.rsmtck.explore.Scopes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The races that the kit knows. Process 0 exports, process 1 imports. */
public final class RaceList {
    private static final int EXPORTER = 0;
    private static final int IMPORTER = 1;
    private static final int PUT_LENGTH = 1024;
    private static final String CONNECT = "connect/MT-safe";
    private static final String DISCONNECT = "disconnect/MT-safe";

    private final long page;

    private RaceList(long page) {
        this.page = page;
    }

    /** The names of all races, each a Java identifier. */
    public static List<String> names() {
        return all(1).stream().map(Race::name).toList();
    }

    /** The promise that each is about, by its name, in the order of the list. */
    public static Map<String, String> clauses() {
        Map<String, String> clauses = new LinkedHashMap<>();
        all(1).forEach(race -> clauses.put(race.name(), race.clause()));
        return clauses;
    }

    static List<Race> all(long page) {
        return new RaceList(page).all();
    }

    private List<Race> all() {
        RaceCall mapped = map("mapping", "import");
        RaceCall polled = getPollfd("descriptor");
        return List.of(
                Race.of(
                        "connect_connect",
                        CONNECT,
                        published(),
                        connect("A"),
                        connect("B"),
                        List.of(
                                disconnect("A"),
                                disconnect("B"),
                                disconnect("A", "A again"),
                                disconnect("B", "B again"))),
                Race.of(
                        "connect_disconnect",
                        CONNECT,
                        connected(),
                        connect("A"),
                        disconnect("import", "B"),
                        List.of(
                                map("map A", "A"),
                                unmap("unmap A", "A"),
                                disconnect("A"),
                                disconnect("import"))),
                Race.of(
                        "disconnect_disconnect",
                        DISCONNECT,
                        connected(),
                        disconnect("import", "A"),
                        disconnect("import", "B"),
                        List.of(disconnect("import"), connect("connect"), disconnect("connect"))),
                Race.of(
                        "connect_unpublish",
                        CONNECT,
                        published(),
                        connect("A"),
                        unpublish("export", EXPORTER, "B"),
                        List.of(connect("connect"), map("map A", "A"), disconnect("A"))),
                Race.of(
                        "connect_republish",
                        CONNECT,
                        plus(published(), wiped()),
                        connect("A"),
                        republish("B", Permission.READ),
                        List.of(
                                explicit("mode", "A"),
                                RaceCall.on("A", "put", IMPORTER, putCall()),
                                read(),
                                connect("connect"),
                                disconnect("A"))),
                Race.of(
                        "connect_publish",
                        CONNECT,
                        plus(created(), getController("its", IMPORTER)),
                        connect("A"),
                        publish("export", EXPORTER, "B"),
                        List.of(
                                map("map A", "A"),
                                connect("connect"),
                                disconnect("connect"),
                                disconnect("A"))),
                Race.of(
                        "connect_release_controller",
                        CONNECT,
                        published(),
                        connect("A"),
                        releaseController("its", "B"),
                        List.of(
                                connect("connect"),
                                releaseController("its", "release"),
                                disconnect("A"))),
                Race.of(
                        "disconnect_unpublish",
                        DISCONNECT,
                        connected(),
                        disconnect("import", "A"),
                        unpublish("export", EXPORTER, "B"),
                        List.of(
                                disconnect("import"),
                                connect("connect"),
                                publish("export", EXPORTER, "publish again"),
                                connect("connect again"))),
                Race.of(
                        "disconnect_destroy",
                        DISCONNECT,
                        connected(),
                        disconnect("import", "A"),
                        destroy("B"),
                        List.of(disconnect("import"), connect("connect"), destroy("destroy"))),
                Race.of(
                        "forced_off_disconnect_disconnect",
                        DISCONNECT,
                        plus(connected(), unpublish("export", EXPORTER, "unpublish")),
                        disconnect("import", "A"),
                        disconnect("import", "B"),
                        List.of(disconnect("import"), connect("connect"))),
                Race.of(
                        "map_disconnect",
                        DISCONNECT,
                        connected(),
                        map("A", "import"),
                        disconnect("import", "B"),
                        List.of(
                                disconnect("import"),
                                unmap("unmap", "import"),
                                disconnect("import", "disconnect again"))),
                Race.of(
                        "map_map",
                        DISCONNECT,
                        connected(),
                        map("A", "import"),
                        map("B", "import"),
                        List.of(
                                disconnect("import"),
                                unmap("unmap", "import"),
                                disconnect("import", "disconnect again"))),
                Race.of(
                        "map_unpublish",
                        CONNECT,
                        connected(),
                        map("A", "import"),
                        unpublish("export", EXPORTER, "B"),
                        List.of(
                                map("map", "import"),
                                unmap("unmap", "import"),
                                disconnect("import"))),
                Race.of(
                        "unmap_unmap",
                        DISCONNECT,
                        plus(connected(), mapped),
                        unmap("A", "import"),
                        unmap("B", "import"),
                        List.of(disconnect("import"))),
                Race.of(
                        "unmap_disconnect",
                        DISCONNECT,
                        plus(connected(), mapped),
                        unmap("A", "import"),
                        disconnect("import", "B"),
                        List.of(disconnect("import"))),
                Race.of(
                        "get_pollfd_disconnect",
                        DISCONNECT,
                        connected(),
                        getPollfd("A"),
                        disconnect("import", "B"),
                        List.of(
                                disconnect("import"),
                                releasePollfd("release"),
                                disconnect("import", "disconnect again"))),
                Race.of(
                        "release_pollfd_disconnect",
                        DISCONNECT,
                        plus(connected(), polled),
                        releasePollfd("A"),
                        disconnect("import", "B"),
                        List.of(disconnect("import"))),
                Race.of(
                        "get_pollfd_release_pollfd",
                        DISCONNECT,
                        plus(connected(), polled),
                        getPollfd("A"),
                        releasePollfd("B"),
                        List.of(
                                disconnect("import"),
                                releasePollfd("release"),
                                disconnect("import", "disconnect again"))),
                Race.of(
                        "get_pollfd_get_pollfd",
                        DISCONNECT,
                        connected(),
                        getPollfd("A"),
                        getPollfd("B"),
                        List.of(
                                releasePollfd("release"),
                                disconnect("import"),
                                releasePollfd("release again"),
                                disconnect("import", "disconnect again"))),
                Race.of(
                        "release_pollfd_release_pollfd",
                        DISCONNECT,
                        plus(connected(), polled, getPollfd("another")),
                        releasePollfd("A"),
                        releasePollfd("B"),
                        List.of(
                                disconnect("import"),
                                releasePollfd("release"),
                                disconnect("import", "disconnect again"))),
                new Race(
                        "get_pollfd_then_release_pollfd_disconnect",
                        DISCONNECT,
                        connected(),
                        List.of(getPollfd("A1"), releasePollfd("A2")),
                        List.of(disconnect("import", "B")),
                        List.of(
                                disconnect("import"),
                                releasePollfd("release"),
                                disconnect("import", "disconnect again"))),
                new Race(
                        "get_pollfd_release_pollfd_then_disconnect",
                        DISCONNECT,
                        plus(connected(), polled),
                        List.of(getPollfd("A")),
                        List.of(releasePollfd("B1"), disconnect("import", "B2")),
                        List.of(
                                disconnect("import"),
                                releasePollfd("release"),
                                disconnect("import", "disconnect again"))),
                new Race(
                        "map_then_unmap_disconnect",
                        DISCONNECT,
                        connected(),
                        List.of(map("A1", "import"), unmap("A2", "import")),
                        List.of(disconnect("import", "B")),
                        List.of(disconnect("import"), connect("connect"))),
                new Race(
                        "connect_then_disconnect_unpublish",
                        CONNECT,
                        published(),
                        List.of(connect("A1"), disconnect("A1", "A2")),
                        List.of(unpublish("export", EXPORTER, "B")),
                        List.of(
                                disconnect("A1"),
                                connect("connect"),
                                publish("export", EXPORTER, "publish again"),
                                connect("connect again"))),
                new Race(
                        "connect_then_disconnect_twice",
                        CONNECT,
                        published(),
                        List.of(connect("A1"), disconnect("A1", "A2")),
                        List.of(connect("B1"), disconnect("B1", "B2")),
                        List.of(disconnect("A1"), disconnect("B1"), connect("connect"))),
                Race.of(
                        "get_disconnect",
                        DISCONNECT,
                        plus(connected(), wiped(), explicit("mode", "import")),
                        RaceCall.on(
                                "import", "A", IMPORTER, new Call.Get(0, 0, PUT_LENGTH, Out.VALID)),
                        disconnect("import", "B"),
                        List.of(disconnect("import"))),
                Race.of(
                        "put_disconnect",
                        DISCONNECT,
                        plus(connected(), wiped(), explicit("mode", "import")),
                        put("A"),
                        disconnect("import", "B"),
                        List.of(read(), put("put"), disconnect("import"))),
                Race.of(
                        "signal_post_signal_post",
                        CONNECT,
                        connected(),
                        post("A"),
                        post("B"),
                        List.of(await("wait"), await("wait again"), await("wait once more"))),
                Race.of(
                        "signal_wait_signal_wait",
                        CONNECT,
                        plus(connected(), post("post")),
                        await("A"),
                        await("B"),
                        List.of(await("wait"))),
                Race.of(
                        "signal_post_disconnect",
                        DISCONNECT,
                        connected(),
                        post("A"),
                        disconnect("import", "B"),
                        List.of(await("wait"), await("wait again"), post("post"))),
                Race.of(
                        "signal_post_unpublish",
                        CONNECT,
                        connected(),
                        post("A"),
                        unpublish("export", EXPORTER, "B"),
                        List.of(await("wait"), await("wait again"), post("post"))),
                Race.of(
                        "put_unpublish",
                        CONNECT,
                        plus(connected(), wiped(), explicit("mode", "import")),
                        put("A"),
                        unpublish("export", EXPORTER, "B"),
                        List.of(read(), put("put"), disconnect("import"))),
                Race.of(
                        "publish_publish",
                        CONNECT,
                        plus(
                                created(),
                                getController("its", IMPORTER),
                                create("its", "other", IMPORTER, 2)),
                        publish("export", EXPORTER, "A"),
                        publish("other", IMPORTER, "B"),
                        List.of(
                                connect("connect"),
                                explicit("mode", "connect"),
                                RaceCall.on(
                                        "connect",
                                        "get",
                                        IMPORTER,
                                        new Call.Get(0, 0, 8, Out.VALID)),
                                disconnect("connect"),
                                unpublish("export", EXPORTER, "unpublish A"),
                                unpublish("other", IMPORTER, "unpublish B"))),
                Race.of(
                        "destroy_connect",
                        CONNECT,
                        published(),
                        destroy("A"),
                        connect("B"),
                        List.of(connect("connect"), map("map B", "B"), disconnect("B"))),
                Race.of(
                        "get_controller_release_controller",
                        CONNECT,
                        published(),
                        getController("A", IMPORTER),
                        releaseController("its", "B"),
                        List.of(
                                RaceCall.on("A", "connect", IMPORTER, connectCall()),
                                disconnect("connect"),
                                releaseController("A", "release A"),
                                releaseController("A", "release A again"))));
    }

    private List<RaceCall> created() {
        return List.of(getController("own", EXPORTER), create("own", "export", EXPORTER, 1));
    }

    private List<RaceCall> published() {
        return plus(
                created(), publish("export", EXPORTER, "publish"), getController("its", IMPORTER));
    }

    private List<RaceCall> connected() {
        return plus(published(), connect("import"));
    }

    private static List<RaceCall> plus(List<RaceCall> turns, RaceCall... more) {
        List<RaceCall> all = new ArrayList<>(turns);
        all.addAll(Arrays.asList(more));
        return all;
    }

    private static RaceCall getController(String name, int process) {
        return RaceCall.of(name, process, new Call.GetController(Topology.LOOPBACK, Out.VALID));
    }

    private static RaceCall releaseController(String on, String name) {
        return RaceCall.on(on, name, IMPORTER, new Call.ReleaseController(0));
    }

    private RaceCall create(String on, String name, int process, int fill) {
        return RaceCall.on(
                on,
                name,
                process,
                new Call.ExportCreate(0, Memory.aligned(fill), page, 0, Out.VALID));
    }

    private static RaceCall publish(String on, int process, String name) {
        return RaceCall.on(
                on,
                name,
                process,
                new Call.Publish(0, Scopes.FIRST, AccessList.everyone(), Out.VALID));
    }

    private static RaceCall unpublish(String on, int process, String name) {
        return RaceCall.on(on, name, process, new Call.Unpublish(0));
    }

    private static RaceCall republish(String name, int permission) {
        return RaceCall.on(
                "export",
                name,
                EXPORTER,
                new Call.Republish(0, AccessList.of(new AccessEntry(1, permission))));
    }

    private static RaceCall destroy(String name) {
        return RaceCall.on("export", name, EXPORTER, new Call.ExportDestroy(0));
    }

    private static RaceCall connect(String name) {
        return RaceCall.on("its", name, IMPORTER, connectCall());
    }

    private static Call.Connect connectCall() {
        return new Call.Connect(0, 1, Scopes.FIRST, Permission.READ_WRITE, Out.VALID);
    }

    private static RaceCall disconnect(String on) {
        return disconnect(on, "disconnect " + on);
    }

    private static RaceCall disconnect(String on, String name) {
        return RaceCall.on(on, name, IMPORTER, new Call.Disconnect(0));
    }

    private RaceCall map(String name, String on) {
        return RaceCall.on(
                on, name, IMPORTER, new Call.Map(0, Permission.READ_WRITE, 0, page, Out.VALID));
    }

    private static RaceCall unmap(String name, String on) {
        return RaceCall.on(on, name, IMPORTER, new Call.Unmap(0));
    }

    private static RaceCall getPollfd(String name) {
        return RaceCall.on("import", name, IMPORTER, new Call.GetPollfd(0));
    }

    private static RaceCall releasePollfd(String name) {
        return RaceCall.on("import", name, IMPORTER, new Call.ReleasePollfd(0));
    }

    /** So that transfers need no barrier. */
    private static RaceCall explicit(String name, String on) {
        return RaceCall.on(on, name, IMPORTER, new Call.SetMode(0, 0));
    }

    private static RaceCall wiped() {
        return RaceCall.on("export", "wiped", EXPORTER, new Call.ExporterWrite(0, 0, bytes(0)));
    }

    private static RaceCall read() {
        return RaceCall.on("export", "read", EXPORTER, new Call.ExporterRead(0, 0, PUT_LENGTH));
    }

    private static RaceCall put(String name) {
        return RaceCall.on("import", name, IMPORTER, putCall());
    }

    private static Call.Put putCall() {
        return new Call.Put(0, 0, bytes(7), Out.VALID);
    }

    private static RaceCall post(String name) {
        return RaceCall.on("import", name, IMPORTER, new Call.SignalPost(0, 0));
    }

    /** The exporter takes a signal if there is one, and is told at once if there is none. */
    private static RaceCall await(String name) {
        return RaceCall.on("export", name, EXPORTER, new Call.SignalWait(0, 0));
    }

    private static Bytes bytes(int value) {
        byte[] bytes = new byte[PUT_LENGTH];
        Arrays.fill(bytes, (byte) value);
        return Bytes.of(bytes);
    }
}
