package org.rsmtck.kit.execute;

import static org.rsmtck.kit.execute.Observer.SAMPLE;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.model.Import;

import java.util.List;

/** Tries every kind of access through an import: what was granted to it, and what was not. */
final class Grantee {
    private final Invoker voice;
    private final int process;
    private final long handle;

    /** A word of the import's own. */
    private final Bytes mark;

    private Grantee(Invoker voice, int process, long handle) {
        this.voice = voice;
        this.process = process;
        this.handle = handle;
        this.mark = Bytes.ofWord(0x4D41_0000_0000_0000L ^ (long) process << 40 ^ handle);
    }

    static void observe(Invoker voice) {
        Visits.imports(
                voice, (process, handle, it) -> new Grantee(voice, process, handle).useAll());
    }

    private void useAll() {
        say(new Call.SetMode(handle, Import.EXPLICIT));
        say(new Call.Put(handle, 0, mark, Out.VALID));
        say(new Call.Get(handle, 0, SAMPLE, Out.VALID));
        long length = length();
        useAcrossPages(length);
        signal();
        for (int permission : List.of(Permission.READ, Permission.WRITE, Permission.READ_WRITE)) {
            say(new Call.Map(handle, permission, 0, length, Out.VALID));
            for (long offset : List.of((long) SAMPLE, length - SAMPLE)) {
                say(new Call.Store(handle, offset, mark));
                say(new Call.Load(handle, offset, SAMPLE));
            }
            say(new Call.Get(handle, length - SAMPLE, SAMPLE, Out.VALID));
            say(new Call.Unmap(handle));
        }
    }

    /** Where offsets are cut to pages, and lengths to what is left of one. */
    private void useAcrossPages(long length) {
        long page = voice.world().pageSize();
        if (length > page) {
            say(new Call.Put(handle, page - 4, mark, Out.VALID));
            say(new Call.Get(handle, page - SAMPLE / 2, SAMPLE, Out.VALID));
            say(new Call.GetUnits(handle, 8, page - 8, 2, Out.VALID));
        }
        say(new Call.Put(handle, length - 8, mark, Out.VALID));
        say(new Call.PutUnits(handle, 4, length - 16, mark, Out.VALID));
        say(new Call.Get(handle, length - SAMPLE, SAMPLE, Out.VALID));
        say(new Call.Get(handle, 0, SAMPLE, Out.VALID));
    }

    /** Posts twice, so that who does not count is found out, and waits for what has come. */
    private void signal() {
        for (int times = 0; times < 2; times++) {
            say(new Call.SignalPost(handle, 0));
        }
        Visits.exports(
                voice,
                (owner, export, it) -> {
                    for (int left = it.signals(); left > 0; left--) {
                        voice.say(owner, new Call.SignalWait(export, 0));
                    }
                });
    }

    private long length() {
        return voice.world()
                .process(process)
                .imports()
                .get(handle)
                .map(Import::length)
                .orElse(voice.world().pageSize());
    }

    private void say(Call call) {
        voice.say(process, call);
    }
}
