package org.rsmtck.explore;

import static org.rsmtck.api.Permission.READ_WRITE;

import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Topology;
import org.rsmtck.explore.Scope.Said;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Writes a scope down. Unless it says otherwise, a process is of one user and on node 1, there is
 * one id, published for everyone and asked for reading and writing, at most two arguments are odd,
 * and nothing happens but calls.
 */
final class ScopeBuilder {
    static final Credentials OWNER = Credentials.user(1001, 101, 022);

    private static final long PAGE = 4096;
    private static final int FILL = 16;

    /** The handle of an export is the second of its process, after that of the controller. */
    private static final long EXPORT = 2;

    private final String name;
    private final String words;
    private final Topology topology;
    private final List<Role> roles = new ArrayList<>();
    private List<Integer> ids = List.of(Scopes.FIRST);
    private List<AccessList> lists = List.of(AccessList.everyone());
    private List<Integer> modes = List.of(READ_WRITE);
    private List<Event> events = List.of();
    private int odd = 2;
    private final List<Said> before = new ArrayList<>();

    ScopeBuilder(String name, String words, Topology topology) {
        this.name = name;
        this.words = words;
        this.topology = topology;
    }

    /**
     * One more process.
     *
     * @param exports that it holds at most
     * @param imports that it holds at most
     * @param calls that it makes, with blanks between them
     */
    ScopeBuilder process(int node, Credentials who, int exports, int imports, String calls) {
        roles.add(new Role(node, who, Set.of(calls.split(" ")), exports, imports));
        return this;
    }

    /** A process with one export. */
    ScopeBuilder exporter(String calls) {
        return process(1, OWNER, 1, 0, calls);
    }

    /** A process with one import. */
    ScopeBuilder importer(String calls) {
        return importer(1, calls);
    }

    ScopeBuilder importer(int node, String calls) {
        return process(node, OWNER, 0, 1, calls);
    }

    ScopeBuilder ids(Integer... segments) {
        ids = List.of(segments);
        return this;
    }

    ScopeBuilder lists(AccessList... access) {
        lists = List.of(access);
        return this;
    }

    ScopeBuilder modes(Integer... permissions) {
        modes = List.of(permissions);
        return this;
    }

    ScopeBuilder events(Event... mayHappen) {
        events = List.of(mayHappen);
        return this;
    }

    ScopeBuilder odd(int most) {
        odd = most;
        return this;
    }

    /** Before it starts, each of these processes has got the controller. */
    ScopeBuilder got(String controller, int... processes) {
        Arrays.stream(processes)
                .mapToObj(
                        process -> new Said(process, new Call.GetController(controller, Out.VALID)))
                .forEach(before::add);
        return this;
    }

    /** Before it starts, and after its controller was got, process 0 has an export of two pages. */
    ScopeBuilder created() {
        before.add(
                new Said(
                        0, new Call.ExportCreate(1, Memory.aligned(FILL), 2 * PAGE, 1, Out.VALID)));
        return this;
    }

    /** The same, and has published it for everyone. */
    ScopeBuilder published() {
        created();
        before.add(
                new Said(
                        0,
                        new Call.Publish(EXPORT, Scopes.FIRST, AccessList.everyone(), Out.VALID)));
        return this;
    }

    Scope scope() {
        return new Scope(
                name,
                words,
                Scope.needs(topology, events),
                topology,
                roles,
                ids,
                lists,
                modes,
                events,
                odd,
                before);
    }
}
