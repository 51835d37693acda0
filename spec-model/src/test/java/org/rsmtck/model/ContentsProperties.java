package org.rsmtck.model;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Memory;
import org.rsmtck.model.Contents.Write;

import java.util.Arrays;
import java.util.List;

/** Contents read as an array of bytes would. */
class ContentsProperties {
    private static final int SIZE = 64;

    @Provide
    Arbitrary<List<Write>> writes() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, SIZE - 16),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(16))
                .as((offset, data) -> new Write(offset, Bytes.of(data)))
                .list()
                .ofMaxSize(6);
    }

    private static Contents after(int fill, List<Write> writes) {
        Contents contents = Contents.filled(fill);
        for (Write write : writes) {
            contents = contents.with(write.offset(), write.data());
        }
        return contents;
    }

    @Property
    void contents_read_as_an_array_of_bytes_would(
            @ForAll int fill,
            @ForAll("writes") List<Write> writes,
            @ForAll @IntRange(max = SIZE) int offset,
            @ForAll @IntRange(max = SIZE) int length) {
        byte[] memory = new byte[SIZE];
        for (int i = 0; i < SIZE; i++) {
            memory[i] = Memory.byteAt(fill, i);
        }
        for (Write write : writes) {
            System.arraycopy(
                    write.data().toArray(), 0, memory, (int) write.offset(), write.data().length());
        }
        int end = Math.min(SIZE, offset + length);

        assertThat(after(fill, writes).read(offset, end - offset).toArray())
                .isEqualTo(Arrays.copyOfRange(memory, offset, end));
    }

    @Property
    void what_is_written_over_leaves_no_trace(
            @ForAll int fill, @ForAll("writes") List<Write> writes) {
        Bytes all = Bytes.of(new byte[SIZE]);

        assertThat(after(fill, writes).with(0, all)).isEqualTo(Contents.filled(fill).with(0, all));
    }

    @Property
    void writing_the_same_twice_is_writing_it_once(
            @ForAll int fill, @ForAll("writes") List<Write> writes, @ForAll long word) {
        Contents once = after(fill, writes).with(8, Bytes.ofWord(word));

        assertThat(once.with(8, Bytes.ofWord(word))).isEqualTo(once);
    }
}
