package org.rsmtck.kit.suite;

import org.rsmtck.api.Fabric;
import org.rsmtck.kit.plan.Owed;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * What is asked of a run.
 *
 * @param seed of the random suites
 * @param selection which obligations are wanted
 * @param progress is told how far it is
 * @param words how people ask for the same again
 * @param patience how long a sequence may take before the call it waits for counts as hanging
 * @param manner how it is carried out
 */
public record RunRequest(
        Fabric fabric,
        Model model,
        Level level,
        long seed,
        Predicate<Owed> selection,
        Progress progress,
        Rerun words,
        Duration patience,
        Manner manner) {

    /** Everything that {@code level} owes of {@code fabric}, judged by {@code profile}. */
    public static RunRequest of(Fabric fabric, Profile profile, Level level, long seed) {
        return new RunRequest(
                fabric,
                Pages.model(profile),
                level,
                seed,
                owed -> true,
                (suite, done, all) -> {},
                new Rerun("mvn verify", failure -> "mvn verify"),
                TestRun.PATIENCE,
                Manner.USUAL);
    }

    /** The same, judged by other rules. */
    public RunRequest judgedBy(Model other) {
        return new RunRequest(
                fabric, other, level, seed, selection, progress, words, patience, manner);
    }

    /** The same, with more patience or less. */
    public RunRequest waiting(Duration other) {
        return new RunRequest(
                fabric, model, level, seed, selection, progress, words, other, manner);
    }

    /** The same, of these obligations alone. */
    public RunRequest of(Predicate<Owed> wanted) {
        return new RunRequest(
                fabric, model, level, seed, wanted, progress, words, patience, manner);
    }

    /** The same, telling another how far it is. */
    public RunRequest with(Progress other) {
        return new RunRequest(
                fabric, model, level, seed, selection, other, words, patience, manner);
    }

    /** The same, in other words. */
    public RunRequest with(Rerun other) {
        return new RunRequest(
                fabric, model, level, seed, selection, progress, other, patience, manner);
    }

    /** The same, carried out in another manner. */
    public RunRequest in(Manner other) {
        return new RunRequest(
                fabric, model, level, seed, selection, progress, words, patience, other);
    }
}
