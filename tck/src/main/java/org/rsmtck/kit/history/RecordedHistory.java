package org.rsmtck.kit.history;

import org.rsmtck.kit.linearizability.Budget;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A history in a file, which may be longer than the memory: a long one is read twice, and judged as
 * it is read. What is kept of it are the calls that are open, some hundred more, and for each call
 * and each handle some numbers.
 */
public final class RecordedHistory {
    private static final int MOST_KEPT = 2_000;
    private static final int WIDTH = 250;

    private final Path file;
    private final String name;
    private final Survey survey;
    private final HistoryReader reader;
    private final int width;

    /**
     * What came of it.
     *
     * @param shown the history or, of a long one that is not allowed, the end of a beginning of it
     *     that is not allowed either
     */
    public record Judged(Verdict verdict, History shown) {
        /** How many calls and events come before what is shown. */
        public int before() {
            return shown.earlier().map(Earlier::calls).orElse(0);
        }
    }

    /** Nothing more need be read. */
    private static final class DecidedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        DecidedException() {
            super(null, null, false, false);
        }
    }

    private RecordedHistory(
            Path file, String name, Survey survey, HistoryReader reader, int width) {
        this.file = file;
        this.name = name;
        this.survey = survey;
        this.reader = reader;
        this.width = width;
    }

    /**
     * Reads it for the first time.
     *
     * @param file which stays as it is until it is judged
     * @param name of the file, for messages
     * @param work is looked at as it is read
     * @throws org.rsmtck.kit.execute.TextFile.UnreadableException if it is no history
     * @throws Budget.BudgetExceededException when it takes too long
     */
    public static RecordedHistory read(Path file, String name, Budget work) {
        return read(file, name, work, MOST_KEPT, WIDTH);
    }

    /**
     * @param mostKept up to how many moments it is judged as a whole
     * @param width how many operations of a longer one are put in order at a time
     */
    static RecordedHistory read(Path file, String name, Budget work, int mostKept, int width) {
        Survey survey = new Survey(mostKept);
        HistoryReader reader =
                HistoryFile.read(
                        file,
                        name,
                        moment -> {
                            work.look();
                            survey.take(moment);
                        });
        return new RecordedHistory(file, name, survey, reader, width);
    }

    /** By which it is to be judged, if it says so. */
    public Optional<Profile> profile() {
        return reader.profile();
    }

    /** Whether the recorder made sure, by running it again, that no call can be left out. */
    public boolean isShortest() {
        return reader.isShortest();
    }

    public int calls() {
        return survey.calls();
    }

    /** How many calls were answered. */
    public int returns() {
        return survey.returns();
    }

    /** How many processes made a call. */
    public int callers() {
        return survey.callers();
    }

    /** The line in which a call returns, or of the call where it has not. */
    public int line(int act) {
        return reader.calls().line(act);
    }

    /** Judges it; it gives up when {@code work} is used up. */
    public Judged judge(Model model, Budget work) {
        if (survey.kept().isPresent()) {
            return whole(model, survey.kept().get(), work);
        }
        LongJudgement judgement = new LongJudgement(model, frame(), survey, work, width);
        Verdict verdict =
                Verdict.unlessGivenUp(() -> {
                    judgeAsRead(judgement, work);
                    return judgement.verdict();
                });
        return verdict instanceof Verdict.NotAllowed && judgement.mayTear()
                ? whole(model, work)
                : new Judged(verdict, judgement.rest());
    }

    private History frame() {
        return reader.history(List.of()).madeAgain(survey.madeAgain());
    }

    private void judgeAsRead(LongJudgement judgement, Budget work) {
        try {
            HistoryFile.read(
                    file,
                    name,
                    moment -> {
                        work.look();
                        judgement.take(moment);
                        if (judgement.isDecided()) {
                            throw new DecidedException();
                        }
                    });
        } catch (DecidedException e) {
            return;
        }
    }

    private Judged whole(Model model, Budget work) {
        List<Moment> all = new ArrayList<>();
        Verdict verdict =
                Verdict.unlessGivenUp(() -> {
                    HistoryFile.read(
                            file,
                            name,
                            moment -> {
                                work.look();
                                all.add(moment);
                            });
                    return Verdict.of(model, reader.history(all), work);
                });
        return new Judged(verdict, reader.history(all));
    }

    private Judged whole(Model model, List<Moment> moments, Budget work) {
        History history = reader.history(moments);
        return new Judged(Verdict.of(model, history, work), history);
    }
}
