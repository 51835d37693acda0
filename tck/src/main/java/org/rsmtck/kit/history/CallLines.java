package org.rsmtck.kit.history;

import static org.rsmtck.kit.history.HistoryFile.ACT;
import static org.rsmtck.kit.history.HistoryFile.PROCESS;
import static org.rsmtck.kit.history.HistoryFile.THREAD;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Call;
import org.rsmtck.kit.execute.SettingLines;
import org.rsmtck.kit.wire.Line;
import org.rsmtck.kit.wire.Wire;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The calls of a history that is read, with the lines in which they begin and return. */
final class CallLines {
    private final SettingLines setting;
    private final LineNumbers lineOfCall = new LineNumbers();
    private final LineNumbers lineOfReturn = new LineNumbers();
    private final Map<Integer, Integer> lineOfKill = new HashMap<>();
    private final Map<Integer, Moment.Begun> running = new HashMap<>();
    private final LineNumbers actByNumber = new LineNumbers();

    /** The call of the line before, where it has no number. */
    private Moment.@Nullable Begun unnumbered;

    CallLines(SettingLines setting) {
        this.setting = setting;
    }

    boolean isEmpty() {
        return lineOfCall.size() == 0;
    }

    /** The line in which a call returns, or of the call where it has not. */
    int line(int act) {
        return lineOfReturn.get(act).orElseGet(() -> lineOfCall(act));
    }

    private int lineOfCall(int act) {
        return lineOfCall.get(act).orElseThrow();
    }

    /** By the act of a call: the line of its return, or of the call where it has none. */
    Map<Integer, Integer> lines() {
        return IntStream.range(0, lineOfCall.size())
                .boxed()
                .collect(Collectors.toUnmodifiableMap(act -> act, this::line));
    }

    /** Looks whether such a line may come next. */
    void checkIsNext(Line line, String kind) {
        if (unnumbered != null && (!kind.equals("return") || line.has(ACT))) {
            throw new IllegalArgumentException(
                    "the call in line "
                            + lineOfCall(unnumbered.act())
                            + " has no field \"act\", so that its return must come next; give"
                            + " it one, and its return the same");
        }
    }

    Moment.Begun begin(Line line, int number) {
        int process = checkedProcess(line.integer(PROCESS));
        Integer killed = lineOfKill.get(process);
        if (killed != null) {
            throw SettingLines.wrong(
                    PROCESS,
                    process,
                    "was killed in line " + killed + "; declare another process for this call");
        }
        OptionalInt thread =
                line.has(THREAD)
                        ? OptionalInt.of(SettingLines.number(line, THREAD, 0, Integer.MAX_VALUE))
                        : OptionalInt.empty();
        Call call = Wire.call(line.without("line", ACT, PROCESS, THREAD));
        checkIsFree(process, thread);
        int act = lineOfCall.size();
        if (line.has(ACT)) {
            int given = SettingLines.number(line, ACT, 0, Integer.MAX_VALUE);
            OptionalInt taken = actByNumber.get(given);
            if (taken.isPresent()) {
                throw SettingLines.wrong(
                        ACT,
                        given,
                        "is the number of the call in line "
                                + lineOfCall(taken.getAsInt())
                                + "; give each call a number of its own");
            }
            actByNumber.put(given, act);
        }
        Moment.Begun begun = new Moment.Begun(act, process, thread, call);
        unnumbered = line.has(ACT) ? null : begun;
        lineOfCall.put(act, number);
        running.put(act, begun);
        return begun;
    }

    Moment.Returned end(Line line, int number) {
        int act = unnumbered == null ? numbered(line) : unnumbered.act();
        unnumbered = null;
        Moment.Returned returned = new Moment.Returned(act, Wire.reply(line.without("line", ACT)));
        lineOfReturn.put(act, number);
        running.remove(act);
        return returned;
    }

    private int numbered(Line line) {
        if (!line.has(ACT)) {
            throw new IllegalArgumentException(
                    "field \"act\" is missing, and the line before is no call without one;"
                            + " write the number of the call that returns");
        }
        int given = SettingLines.number(line, ACT, 0, Integer.MAX_VALUE);
        OptionalInt known = actByNumber.get(given);
        if (known.isEmpty()) {
            throw SettingLines.wrong(
                    ACT,
                    given,
                    "is the number of no call so far; write the call before its return");
        }
        if (lineOfReturn.has(known.getAsInt())) {
            throw SettingLines.wrong(
                    ACT,
                    given,
                    "has returned in line "
                            + lineOfReturn.get(known.getAsInt()).orElseThrow()
                            + " already; a call returns once");
        }
        return known.getAsInt();
    }

    void kill(int process, int number) {
        lineOfKill.putIfAbsent(checkedProcess(process), number);
    }

    int checkedProcess(long process) {
        if (process < 0 || process >= setting.processes()) {
            throw SettingLines.wrong(
                    PROCESS,
                    process,
                    "is not declared; the history has "
                            + setting.processes()
                            + " lines of kind \"process\", numbered from 0");
        }
        return (int) process;
    }

    private void checkIsFree(int process, OptionalInt thread) {
        for (Moment.Begun other : running.values()) {
            if (thread.isPresent() && other.process() == process && other.thread().equals(thread)) {
                throw SettingLines.wrong(
                        THREAD,
                        thread.getAsInt(),
                        "of process "
                                + process
                                + " is still in the call of line "
                                + lineOfCall(other.act())
                                + "; write its return before, or another thread");
            }
        }
    }
}
