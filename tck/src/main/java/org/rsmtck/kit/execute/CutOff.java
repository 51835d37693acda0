package org.rsmtck.kit.execute;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Reply;
import org.rsmtck.model.Connection;
import org.rsmtck.model.Export;
import org.rsmtck.model.Import;
import org.rsmtck.model.World;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Asks an import that was cut off by every call that has to say so. Where that is late, bytes and
 * signals are sent before anybody waits for it: they must not come to what is published by then.
 */
final class CutOff {
    private static final long OFFSET = 8;

    /** Makes a call of the importer. */
    interface Voice {
        Optional<Reply> say(Call call);
    }

    private final Voice voice;
    private final long handle;
    private final Import segment;
    private final long page;
    private final boolean sends;

    /** A word of the import's own. */
    private final Bytes word;

    private CutOff(Voice voice, long handle, Import segment, long page, boolean sends) {
        this.voice = voice;
        this.handle = handle;
        this.segment = segment;
        this.page = page;
        this.sends = sends;
        this.word = Bytes.ofWord(0x4355_545F_0000_0000L ^ handle);
    }

    static void observe(Invoker voice) {
        Visits.imports(
                voice,
                (process, handle, segment) -> {
                    if (isOne(segment)) {
                        Voice mine = call -> voice.say(process, call);
                        ask(mine, voice.world(), process, handle, true);
                        Visits.exports(
                                voice, (owner, export, it) -> look(voice, owner, export, it));
                    }
                });
    }

    /** What has come to an export, and what of signals, and one more. */
    private static void look(Invoker voice, int owner, long handle, Export export) {
        Reader.read(voice, owner, handle, export);
        for (int left = export.signals(); left >= 0; left--) {
            voice.say(owner, new Call.SignalWait(handle, 0));
        }
    }

    /** Whether it was cut off, or is about to be. */
    private static boolean isOne(Import segment) {
        return !(segment.connection() instanceof Connection.Live);
    }

    /**
     * Asks an import, if it was cut off.
     *
     * @param world in which it may have been
     * @param sends whether it sends signals and bytes before it waits: each may be lost, or arrive
     */
    static void ask(Voice voice, World world, int process, long handle, boolean sends) {
        world.process(process)
                .imports()
                .get(handle)
                .filter(CutOff::isOne)
                .ifPresent(cut -> new CutOff(voice, handle, cut, world.pageSize(), sends).askAll());
    }

    private void askAll() {
        voice.say(new Call.SetMode(handle, Import.EXPLICIT));
        post();
        if (sends) {
            voice.say(new Call.Put(handle, OFFSET, word, Out.VALID));
            voice.say(new Call.Get(handle, 0, 24, Out.VALID));
        }
        map();
        OptionalLong barrier = barrier();
        barrier.ifPresent(one -> voice.say(new Call.OpenBarrier(one)));
        voice.say(new Call.SetMode(handle, Import.IMPLICIT));
        voice.say(new Call.Get(handle, 0, 24, Out.VALID));
        voice.say(new Call.Put(handle, OFFSET, word, Out.VALID));
        voice.say(new Call.GetUnits(handle, Long.BYTES, 0, 1, Out.VALID));
        voice.say(new Call.PutUnits(handle, Long.BYTES, OFFSET, word, Out.VALID));
        post();
        map();
        voice.say(new Call.SetMode(handle, segment.mode()));
        barrier.ifPresent(this::close);
    }

    private void close(long barrier) {
        voice.say(new Call.OrderBarrier(barrier));
        voice.say(new Call.CloseBarrier(barrier));
        voice.say(new Call.DestroyBarrier(barrier));
    }

    private void post() {
        if (sends) {
            voice.say(new Call.SignalPost(handle, 0));
        }
    }

    private void map() {
        voice.say(new Call.Map(handle, segment.permission(), 0, page, Out.VALID))
                .filter(Reply.Success.class::isInstance)
                .ifPresent(_ -> voice.say(new Call.Unmap(handle)));
    }

    private OptionalLong barrier() {
        return voice.say(new Call.InitBarrier(handle, 0, Out.VALID)).orElse(null)
                        instanceof Reply.Handle(long barrier)
                ? OptionalLong.of(barrier)
                : OptionalLong.empty();
    }
}
