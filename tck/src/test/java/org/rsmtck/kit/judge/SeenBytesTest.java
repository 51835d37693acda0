package org.rsmtck.kit.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Topology;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Step;
import org.rsmtck.model.World;
import org.rsmtck.model.page.Pages;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Bytes that should not have been seen are told by where they come from. */
class SeenBytesTest {
    private static final int FILL = 16;
    private static final int OTHER = 17;
    private static final int LENGTH = 24;
    private static final Bytes WRITTEN = Bytes.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});

    static Stream<Arguments> sources() {
        byte[] partly = pattern(FILL, 8);
        Arrays.fill(partly, 16, LENGTH, (byte) 0);
        byte[] written = new byte[LENGTH];
        for (int at = 0; at < LENGTH; at += 8) {
            System.arraycopy(WRITTEN.toArray(), 0, written, at, 8);
        }
        return Stream.of(
                Arguments.of(pattern(FILL, 4104), "these are the bytes 4,096 B further on"),
                Arguments.of(pattern(FILL, 0), "these are the bytes 8 B further back"),
                Arguments.of(
                        pattern(OTHER, 64),
                        "these are bytes of the memory of call 2, at offset 64 B"),
                Arguments.of(WRITTEN.toArray(), "8 B came, and 24 B are right"),
                Arguments.of(written, "these are bytes that call 3 wrote"),
                Arguments.of(partly, "from byte 16 on, these are zeros"));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void the_source_is_told(byte[] came, String told) {
        List<Observation> lines =
                List.of(
                        called(create(FILL), new Reply.Handle(1)),
                        called(create(OTHER), new Reply.Handle(2)),
                        called(new Call.ExporterWrite(2, 0, WRITTEN), Reply.done()),
                        called(get(), new Reply.Data(Bytes.of(came))));

        assertThat(SeenBytes.of(lines, mismatch(came))).contains(told);
    }

    private static Mismatch mismatch(byte[] came) {
        Step right =
                new Step(
                        Pages.model(Profile.STRICT).rules().getFirst(),
                        new Reply.Data(Bytes.of(pattern(FILL, 8))),
                        World.of(Topology.oneNode(), 4096),
                        Interpretation.NONE);
        return new Mismatch(
                called(get(), new Reply.Data(Bytes.of(came))),
                List.of(new Allowed(List.of(right), Set.of(), Set.of())));
    }

    private static Call get() {
        return new Call.Get(3, 8, LENGTH, Out.VALID);
    }

    private static Call create(int fill) {
        return new Call.ExportCreate(1, Memory.aligned(fill), 8192, 0, Out.VALID);
    }

    private static Observation.Called called(Call call, Reply reply) {
        return new Observation.Called(0, call, reply);
    }

    private static byte[] pattern(int fill, long offset) {
        byte[] bytes = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            bytes[i] = Memory.byteAt(fill, offset + i);
        }
        return bytes;
    }
}
