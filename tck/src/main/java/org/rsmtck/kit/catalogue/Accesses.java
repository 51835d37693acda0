package org.rsmtck.kit.catalogue;

import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.kit.execute.Script;
import org.rsmtck.model.Import;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** How an importer gets at the bytes of one import. */
final class Accesses {
    private static final int FEW_PAGES = 3;

    /** What some take for a sign of something. */
    private static final byte ZEROS = 0;

    private static final byte ONES = (byte) 0xFF;
    private static final List<Integer> MANY_BYTES = List.of((1 << 16) + 9, (1 << 16) + 1);

    private final Scenario scenario;
    private final Script script;
    private final int process;
    private final long page;
    private final long length;
    private final long handle;
    private final SplittableRandom bytes;

    Accesses(
            Scenario scenario,
            Script script,
            int process,
            long page,
            long handle,
            SplittableRandom bytes) {
        this.scenario = scenario;
        this.script = script;
        this.process = process;
        this.page = page;
        this.length = scenario.at(Catalogue.PAGES) * page;
        this.handle = handle;
        this.bytes = bytes;
    }

    /** Has all barriers at a time, each for one put. */
    void throughBarriers() {
        List<Long> barriers = new ArrayList<>();
        for (int made = 0; made < scenario.at(Catalogue.BARRIERS); made++) {
            long barrier = script.issued(process, new Call.InitBarrier(handle, 0, Out.VALID));
            if (barrier != 0) {
                barriers.add(barrier);
            }
        }
        barriers.forEach(this::throughBarrier);
        if (!barriers.isEmpty()) {
            destroy(barriers);
        }
    }

    private void throughBarrier(long barrier) {
        script.say(process, new Call.OpenBarrier(barrier));
        script.say(process, new Call.Put(handle, 16, word(), Out.VALID));
        script.say(process, new Call.OrderBarrier(barrier));
        script.say(process, new Call.CloseBarrier(barrier));
    }

    /** Which of them the import has left shows where barriers are implicit. */
    private void destroy(List<Long> barriers) {
        List<Long> looked = Sample.of(barriers);
        script.say(process, new Call.SetMode(handle, Import.IMPLICIT));
        for (long barrier : scenario.at(Catalogue.ORDER).of(barriers)) {
            script.say(process, new Call.DestroyBarrier(barrier));
            if (looked.contains(barrier)) {
                script.say(process, new Call.Get(handle, 16, Long.BYTES, Out.VALID));
                script.say(process, new Call.OpenBarrier(barrier));
            }
        }
        script.say(process, new Call.SetMode(handle, scenario.at(Catalogue.BARRIER_MODE)));
    }

    /** Gets and puts, in bytes and in units. */
    void transfer() {
        Span span = scenario.at(Catalogue.SPAN);
        long offset = span.from(length);
        int size = span.bytes(length);
        script.say(process, new Call.Get(handle, offset, size, Out.VALID));
        for (Bytes data : List.of(all(ONES, size), all(ZEROS, size), random(size))) {
            script.say(process, new Call.Put(handle, offset, data, Out.VALID));
            script.say(process, new Call.Get(handle, offset, size, Out.VALID));
        }
        transferNothing();
        if (length > page * FEW_PAGES) {
            transferMost();
        }
        Units units = scenario.at(Catalogue.UNITS);
        long at = Math.max(0, offset / Long.BYTES * Long.BYTES);
        int data = units.width() * units.count();
        script.say(process, new Call.PutUnits(handle, units.width(), at, random(data), Out.VALID));
        script.say(process, new Call.GetUnits(handle, units.width(), at, units.count(), Out.VALID));
        script.say(process, new Call.Get(handle, Math.max(0, at - 8), data + 16L, Out.VALID));
    }

    /** All but the ends at once where that is long, and a little more than 64 KiB at most. */
    private void transferMost() {
        for (int most : MANY_BYTES) {
            int size = (int) Math.min(length - 2, most);
            script.say(process, new Call.Put(handle, 1, random(size), Out.VALID));
            script.say(process, new Call.Get(handle, 1, size, Out.VALID));
            if (size < most) {
                return;
            }
        }
    }

    /** Behind the last byte, where there is room for no bytes, and for one there is not. */
    private void transferNothing() {
        script.say(process, new Call.Get(handle, length, 0, Out.VALID));
        script.say(process, new Call.Get(handle, length, 1, Out.VALID));
        script.say(process, new Call.Put(handle, length, random(0), Out.VALID));
        script.say(process, new Call.Put(handle, length, random(1), Out.VALID));
    }

    /** Maps, puts, gets and unmaps. */
    void inRounds() {
        for (int round = 0; round < scenario.at(Catalogue.ACCESSES); round++) {
            access();
        }
    }

    private void access() {
        script.say(process, new Call.Map(handle, Permission.READ, 0, page, Out.VALID));
        script.say(process, new Call.Put(handle, 48, word(), Out.VALID));
        script.say(process, new Call.Get(handle, 48, 8, Out.VALID));
        script.say(process, new Call.Unmap(handle));
    }

    /** Gets what is transferred once more. */
    void get() {
        Span span = scenario.at(Catalogue.SPAN);
        script.say(process, new Call.Get(handle, span.from(length), span.bytes(length), Out.VALID));
    }

    /** Maps, loads and stores. */
    void map() {
        int pages = scenario.at(Catalogue.PAGES);
        scenario.at(Catalogue.WINDOW)
                .of(pages, page, scenario.at(Catalogue.ASKED))
                .ifPresent(window -> {
                    map(handle, window);
                    for (long at : List.of(0L, window.length() - 40)) {
                        script.say(process, new Call.Load(handle, at, 24));
                        script.say(process, new Call.Store(handle, at + 8, word()));
                        script.say(process, new Call.Load(handle, at, 24));
                        script.say(
                                process, new Call.Get(handle, window.offset() + at, 24, Out.VALID));
                    }
                    accessThrough(window);
                });
    }

    /**
     * The same window of another import for a while, and then what is left of the first mapping;
     * the other way round, where the other one is for reading only; and both from there on.
     */
    void mapBeside(long other) {
        scenario.at(Catalogue.WINDOW)
                .of(scenario.at(Catalogue.PAGES), page, scenario.at(Catalogue.ASKED))
                .ifPresent(window -> {
                    map(other, window);
                    script.say(process, new Call.Load(other, 0, 24));
                    script.say(process, new Call.Unmap(other));
                    touchMapped();
                    script.say(process, new Call.Unmap(handle));
                    map(other, window, Permission.READ);
                    map(handle, window);
                    touchMapped();
                    script.say(process, new Call.Unmap(other));
                    map(other, window);
                });
    }

    /** Looks at both ends of what is mapped, and stores something there. */
    void touchMapped() {
        scenario.at(Catalogue.WINDOW)
                .of(scenario.at(Catalogue.PAGES), page, scenario.at(Catalogue.ASKED))
                .ifPresent(window -> {
                    for (long at : List.of(0L, window.length() - 24)) {
                        script.say(process, new Call.Load(handle, at, 24));
                        script.say(process, new Call.Store(handle, at + 8, word()));
                    }
                });
    }

    private void map(long segment, Import.Mapping window) {
        map(segment, window, window.permission());
    }

    private void map(long segment, Import.Mapping window, int permission) {
        script.say(
                process,
                new Call.Map(segment, permission, window.offset(), window.length(), Out.VALID));
    }

    /** Loads and stores what is transferred too, where that is mapped. */
    private void accessThrough(Import.Mapping window) {
        Span span = scenario.at(Catalogue.SPAN);
        int size = span.bytes(length);
        long at = span.from(length) - window.offset();
        if (at >= 0 && at + size <= window.length()) {
            script.say(process, new Call.Load(handle, at, size));
            script.say(process, new Call.Store(handle, at, random(size)));
            script.say(process, new Call.Load(handle, at, size));
        }
    }

    /** A little of each. */
    void touch() {
        script.say(process, new Call.SetMode(handle, Import.EXPLICIT));
        script.say(process, new Call.Get(handle, 0, 24, Out.VALID));
        script.say(process, new Call.Put(handle, 32, word(), Out.VALID));
        script.say(process, new Call.Map(handle, Permission.READ, 0, page, Out.VALID));
        script.say(process, new Call.Load(handle, 24, 24));
        script.say(process, new Call.Unmap(handle));
    }

    private Bytes word() {
        return Bytes.ofWord(bytes.nextLong());
    }

    private static Bytes all(byte one, int size) {
        byte[] content = new byte[size];
        Arrays.fill(content, one);
        return Bytes.of(content);
    }

    private Bytes random(int size) {
        byte[] content = new byte[size];
        bytes.nextBytes(content);
        return Bytes.of(content);
    }
}
