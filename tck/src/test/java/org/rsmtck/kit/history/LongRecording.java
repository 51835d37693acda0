package org.rsmtck.kit.history;

import org.rsmtck.api.AccessList;
import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.execute.SettingLines;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.Wire;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes a history of any length, line by line: clients that connect to segments, move words,
 * disconnect, each with a call under way all the time. What a call does is done when it returns, in
 * memory of plain numbers, so that it is right.
 */
public final class LongRecording {
    private static final int SEGMENT = 0x400000;
    private static final int SEGMENTS = 4;
    private static final int WORDS = 4;
    private static final int CLIENTS = 8;
    private static final long CONTROLLER = 0x10;
    private static final long EXPORT = 0x20;
    private static final long NEVER_WRITTEN = 0x0BAD;

    private final Writer out;
    private final Random random = new Random(1);
    private final long[][] words = new long[SEGMENTS][WORDS];
    private final List<Map<Integer, Long>> imports = new ArrayList<>();
    private final Map<Integer, Call> underWay = new HashMap<>();
    private final Map<Integer, Integer> acts = new HashMap<>();
    private final int wrongFrom;
    private boolean isWrong;
    private long handles = 0x1000;
    private int act;
    private int lines;

    /**
     * @param wrongFrom the line from which on the first word that is read is one that nobody wrote
     */
    public LongRecording(Writer out, int wrongFrom) {
        this.out = out;
        this.wrongFrom = wrongFrom;
    }

    /**
     * @param args how many lines to write to the standard output, and from which on one is wrong
     */
    public static void main(String[] args) throws IOException {
        try (Writer out =
                new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8))) {
            new LongRecording(out, args.length > 1 ? Integer.parseInt(args[1]) : Integer.MAX_VALUE)
                    .write(Integer.parseInt(args[0]));
        }
    }

    /**
     * @param most how many lines it may be: the last call is answered
     */
    public void write(int most) {
        List<Setting.Member> members = new ArrayList<>();
        for (int i = 0; i <= CLIENTS; i++) {
            members.add(new Setting.Member(1, Credentials.user(1001, 101, 022)));
        }
        say(SettingLines.start("history").with("profile", "strict"));
        SettingLines.of(new Setting(Topology.oneNode(), members)).forEach(this::say);
        for (int i = 0; i <= CLIENTS; i++) {
            imports.add(new HashMap<>());
            at(i, new Call.GetController(Topology.LOOPBACK, Out.VALID));
            returns(i, new Reply.Handle(CONTROLLER));
        }
        for (int i = 0; i < SEGMENTS; i++) {
            at(0, new Call.ExportCreate(CONTROLLER, Memory.aligned(0), 4096, 0, Out.VALID));
            returns(0, new Reply.Handle(EXPORT + i));
            at(0, new Call.Publish(EXPORT + i, SEGMENT + i, AccessList.everyone(), Out.VALID));
            returns(0, new Reply.Published(SEGMENT + i));
        }
        for (int segment = 0; segment < SEGMENTS; segment++) {
            at(1, new Call.Connect(CONTROLLER, 1, SEGMENT + segment, 0600, Out.VALID));
            end(1);
            for (int word = 0; word < WORDS; word++) {
                long handle = imports.get(1).get(segment);
                at(1, new Call.Put(handle, 8L * word, Bytes.ofWord(word), Out.VALID));
                end(1);
            }
        }
        while (lines < most - CLIENTS) {
            int client = 1 + random.nextInt(CLIENTS);
            if (underWay.containsKey(client)) {
                end(client);
            } else {
                at(client, next(client));
            }
        }
        for (int client = 1; client <= CLIENTS; client++) {
            if (underWay.containsKey(client)) {
                end(client);
            }
        }
    }

    private Call next(int client) {
        int segment = random.nextInt(SEGMENTS);
        Long handle = imports.get(client).get(segment);
        if (handle == null) {
            return new Call.Connect(CONTROLLER, 1, SEGMENT + segment, 0600, Out.VALID);
        }
        long offset = 8L * random.nextInt(WORDS);
        return switch (random.nextInt(10)) {
            case 0 -> new Call.Disconnect(handle);
            case 1 -> new Call.SetMode(handle, 0);
            case 2, 3, 4 ->
                    new Call.Put(handle, offset, Bytes.ofWord(random.nextLong()), Out.VALID);
            default -> new Call.Get(handle, offset, 8, Out.VALID);
        };
    }

    private void end(int client) {
        Call call = underWay.get(client);
        switch (call) {
            case Call.Connect connect -> {
                long handle = ++handles;
                imports.get(client).put(connect.segment() - SEGMENT, handle);
                returns(client, new Reply.Handle(handle));
                at(client, new Call.SetMode(handle, 0));
                returns(client, Reply.done());
            }
            case Call.Disconnect(long handle) -> {
                imports.get(client).values().remove(handle);
                returns(client, Reply.done());
            }
            case Call.Put put -> {
                long value = 0;
                for (int i = 7; i >= 0; i--) {
                    value = value << 8 | put.data().at(i) & 0xFF;
                }
                words[segment(client, put.handle())][(int) put.offset() / 8] = value;
                returns(client, Reply.done());
            }
            case Call.Get get -> {
                long value = words[segment(client, get.handle())][(int) get.offset() / 8];
                boolean isWrongNow = !isWrong && lines >= wrongFrom;
                isWrong |= isWrongNow;
                returns(client, new Reply.Data(Bytes.ofWord(isWrongNow ? NEVER_WRITTEN : value)));
            }
            default -> returns(client, Reply.done());
        }
    }

    private int segment(int client, long handle) {
        return imports.get(client).entrySet().stream()
                .filter(one -> one.getValue() == handle)
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private void at(int process, Call call) {
        underWay.put(process, call);
        acts.put(process, act);
        say(
                SettingLines.start("call")
                        .with("act", act++)
                        .with("process", process)
                        .with(Wire.of(call)));
    }

    private void returns(int process, Reply reply) {
        underWay.remove(process);
        say(SettingLines.start("return").with("act", acts.get(process)).with(Wire.of(reply)));
    }

    private void say(Line line) {
        try {
            out.write(line + "\n");
            lines++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
