package org.rsmtck.kit.judge;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where bytes come from that should not have been seen. Memory is filled with words that name it
 * and the offset in it, and what is written is known from the calls.
 */
final class SeenBytes {
    private static final int WORD = Long.BYTES;
    private static final Bytes NONE = Bytes.of(new byte[0]);

    /** By the pattern of a memory: the number of the call that bound it, from 1. */
    private final Map<Integer, Integer> callByFill = new HashMap<>();

    private final List<Observation> lines;

    private SeenBytes(List<Observation> lines) {
        this.lines = lines;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i) instanceof Observation.Called called) {
                switch (called.call()) {
                    case Call.ExportCreate create -> callByFill.put(create.memory().fill(), i + 1);
                    case Call.Rebind rebind -> callByFill.put(rebind.memory().fill(), i + 1);
                    case Call.GetController _,
                            Call.ReleaseController _,
                            Call.GetControllerAttributes _,
                            Call.GetTopology _,
                            Call.GetSegmentIdRange _,
                            Call.ExportDestroy _,
                            Call.Publish _,
                            Call.Republish _,
                            Call.Unpublish _,
                            Call.Connect _,
                            Call.Disconnect _,
                            Call.Map _,
                            Call.Unmap _,
                            Call.Reading _,
                            Call.Writing _,
                            Call.InitBarrier _,
                            Call.OnBarrier _,
                            Call.SetMode _,
                            Call.GetMode _,
                            Call.GetPollfd _,
                            Call.ReleasePollfd _,
                            Call.SignalPost _,
                            Call.SignalWait _ -> {}
                }
            }
        }
    }

    /**
     * What the bytes are that came in place of those that are right.
     *
     * @param lines what was seen, the bytes last
     */
    static Optional<String> of(List<Observation> lines, Mismatch mismatch) {
        if (!(mismatch.observed().reply() instanceof Reply.Data(Bytes came))) {
            return Optional.empty();
        }
        return mismatch.allowed().stream()
                .flatMap(allowed -> allowed.steps().stream())
                .map(step -> step.reply())
                .filter(reply -> reply instanceof Reply.Data)
                .findFirst()
                .map(right ->
                        new SeenBytes(lines)
                                .told(
                                        start(mismatch.observed().call()),
                                        came,
                                        ((Reply.Data) right).bytes()));
    }

    /**
     * Where in its segment, or its mapping, a call begins to read: its place within a word counts.
     */
    private static long start(Call call) {
        return call instanceof Call.Reading read ? read.offset() : 0;
    }

    private String told(long start, Bytes came, Bytes right) {
        if (came.length() != right.length()) {
            return "%d B came, and %d B are right".formatted(came.length(), right.length());
        }
        int first = 0;
        while (first < came.length() && came.at(first) == right.at(first)) {
            first++;
        }
        int word = first - Math.floorMod(start + first, WORD);
        if (word < 0 || word + WORD > came.length()) {
            return "from byte %d on, other bytes came than those that are right".formatted(first);
        }
        String from = word == 0 ? "" : "from byte %d on, ".formatted(word);
        return from + "these are " + source(word(came, word), word(right, word));
    }

    private String source(long came, long right) {
        int fill = (int) (came >>> 32);
        if (fill == (int) (right >>> 32) && fill != 0) {
            long further = (came & 0xFFFF_FFFFL) - (right & 0xFFFF_FFFFL);
            return "the bytes %,d B further %s"
                    .formatted(Math.abs(further), further > 0 ? "on" : "back");
        }
        Optional<Integer> writer = writer(came);
        if (writer.isPresent()) {
            return "bytes that call %d wrote".formatted(writer.get());
        }
        if (callByFill.containsKey(fill)) {
            return "bytes of the memory of call %d, at offset %,d B"
                    .formatted(callByFill.get(fill), came & 0xFFFF_FFFFL);
        }
        return came == 0 ? "zeros" : "bytes that nobody wrote in this history";
    }

    /** The last call that wrote this word. */
    private Optional<Integer> writer(long word) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i) instanceof Observation.Called called) {
                Bytes data = written(called.call());
                for (int at = 0; at + WORD <= data.length(); at++) {
                    if (word(data, at) == word) {
                        return Optional.of(i + 1);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Bytes written(Call call) {
        return call instanceof Call.Writing write ? write.data() : NONE;
    }

    private static long word(Bytes bytes, int at) {
        long word = 0;
        for (int i = WORD - 1; i >= 0; i--) {
            word = word << 8 | bytes.at(at + i) & 0xFF;
        }
        return word;
    }
}
