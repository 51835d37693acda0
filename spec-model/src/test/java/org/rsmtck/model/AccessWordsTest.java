package org.rsmtck.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Topology;
import org.rsmtck.model.page.Pages;

import java.util.Set;
import java.util.stream.Stream;

/** The comparison of access is told with its class, its mode, and what came of it. */
class AccessWordsTest {
    private static final int SEGMENT = 0x400000;

    static Stream<Arguments> people() {
        return Stream.of(
                Arguments.of(
                        Credentials.user(1001, 102, 022),
                        "process 1 is the owner, user 1001; list entry 0640 grants that class READ"
                                + " and WRITE, and READ was asked for: granted"),
                Arguments.of(
                        new Credentials(
                                1002, 102, 1002, 102, new java.util.TreeSet<>(Set.of(101)), 022),
                        "process 1 is a member of group 101 by a supplementary group; list entry"
                                + " 0640 grants that class READ, and READ was asked for: granted"),
                Arguments.of(
                        Credentials.user(1002, 102, 022),
                        "process 1 is neither the owner nor a member of group 101; list entry 0640"
                                + " grants that class nothing, and READ was asked for: denied"));
    }

    @ParameterizedTest
    @MethodSource("people")
    void a_comparison_is_told(Credentials importer, String told) {
        Model model = Pages.model(Profile.STRICT);
        World world =
                World.of(Topology.oneNode(), 4096)
                        .attach(1, Credentials.user(1001, 101, 022))
                        .attach(1, importer);
        world = done(model, world, new Call.GetController("loopback", Out.VALID));
        world =
                done(
                        model,
                        world,
                        new Call.ExportCreate(1, Memory.aligned(16), 8192, 0, Out.VALID));
        world =
                done(
                        model,
                        world,
                        new Call.Publish(
                                2, SEGMENT, AccessList.of(new AccessEntry(1, 0640)), Out.VALID));

        assertThat(AccessWords.of(world, 1, new Call.Connect(1, 1, SEGMENT, 0400, Out.VALID)))
                .contains(told);
        assertThat(AccessWords.of(world, 1, new Call.Connect(1, 1, SEGMENT + 1, 0400, Out.VALID)))
                .isEmpty();
    }

    private static World done(Model model, World world, Call call) {
        return model.allowed(Interpretation.NONE, world, 0, call).steps().getLast().next();
    }
}
