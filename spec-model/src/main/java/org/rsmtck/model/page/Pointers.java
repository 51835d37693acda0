package org.rsmtck.model.page;

import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.RsmError;
import org.rsmtck.model.Rule;

import java.util.function.Function;

/** What holds of every pointer of the caller. */
final class Pointers {
    private Pointers() {}

    static <C extends Call> Rule nullOut(Page<C> page, String id, Function<C, Out> pointer) {
        return page.refuse(id, "the out parameter is null")
                .when(s -> pointer.apply(s.call()) == Out.NULL);
    }

    /** Where either of two codes may be meant. */
    static <C extends Call> Rule nullOut(
            Page<C> page, String id, Function<C, Out> pointer, RsmError one, RsmError other) {
        return page.refuse(id, "the out parameter is null")
                .with(one, other)
                .when(s -> pointer.apply(s.call()) == Out.NULL);
    }

    /** No library can be asked to check a pointer before it uses it. */
    static <C extends Call> Rule unmapped(Page<C> page, String id, Function<C, Out> pointer) {
        return page.outside(id, "a pointer of the caller is not mapped")
                .when(s -> pointer.apply(s.call()) == Out.UNMAPPED);
    }
}
