package org.rsmtck.kit.execute;

import org.rsmtck.model.Export;
import org.rsmtck.model.Import;
import org.rsmtck.model.ProcessState;

/** Goes to every process that is alive, and to what it has when that is reached. */
public final class Visits {
    private Visits() {}

    /** A visit to a process. */
    public interface ToProcess {
        void at(int process, ProcessState me);
    }

    /** A visit to something that a process has a handle of. */
    public interface To<T> {
        void at(int process, long handle, T one);
    }

    public static void processes(Invoker voice, ToProcess visit) {
        for (int process : voice.world().processes().keys()) {
            ProcessState me = voice.world().process(process);
            if (me.alive()) {
                visit.at(process, me);
            }
        }
    }

    public static void imports(Invoker voice, To<Import> visit) {
        processes(
                voice,
                (process, me) ->
                        me.imports()
                                .entries()
                                .forEach(one -> visit.at(process, one.getKey(), one.getValue())));
    }

    public static void exports(Invoker voice, To<Export> visit) {
        processes(
                voice,
                (process, me) ->
                        me.exports()
                                .entries()
                                .forEach(one -> visit.at(process, one.getKey(), one.getValue())));
    }
}
