package org.rsmtck.kit.suite;

import org.rsmtck.api.Fabric;
import org.rsmtck.kit.execute.TargetException;
import org.rsmtck.kit.target.TargetSetupException;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What went wrong in a run and is no verdict, and which suites it has ended. */
final class Troubles {
    /** So many in a row end a suite: what comes next would meet the same. */
    private static final int MOST_IN_A_ROW = 3;

    /** What one call needs that an agent cannot do is met by many exercises, one after another. */
    private static final int MOST_UNFINISHED_IN_A_ROW = 100;

    private static final int MOST_TOLD = 50;

    private final Set<String> told = new HashSet<>();
    private final Map<String, Integer> inARow = new HashMap<>();
    private final Map<String, String> ended = new HashMap<>();
    private Optional<String> first = Optional.empty();

    /** Takes it in, and says whether it is worth telling: it was not told before. */
    boolean add(String suite, Throwable trouble) {
        String words = words(trouble);
        first = first.or(() -> Optional.of(words));
        int most =
                trouble instanceof UnfinishedException ? MOST_UNFINISHED_IN_A_ROW : MOST_IN_A_ROW;
        if (!isOfSetting(trouble) && inARow.merge(suite, 1, Integer::sum) >= most) {
            ended.putIfAbsent(
                    suite,
                    "the suite was ended after %d troubles in a row, the last: %s"
                            .formatted(inARow.get(suite), words));
        }
        return told.size() < MOST_TOLD && told.add(suite + ": " + words);
    }

    /** The suite has exercised something since. */
    void forget(String suite) {
        inARow.remove(suite);
    }

    /** Why the suite is over, if it is. */
    Optional<String> hasEnded(String suite) {
        return Optional.ofNullable(ended.get(suite));
    }

    /** The first of all. */
    Optional<String> first() {
        return first;
    }

    /** Whether it is about one setting alone, and says nothing of others. */
    static boolean isOfSetting(Throwable trouble) {
        return trouble instanceof Fabric.UnsupportedTopologyException;
    }

    /** In a sentence: those that are meant for people say it themselves. */
    static String words(Throwable trouble) {
        boolean isSentence =
                trouble instanceof TargetException
                        || trouble instanceof UnfinishedException
                        || trouble instanceof TargetSetupException
                        || isOfSetting(trouble);
        return isSentence && trouble.getMessage() != null
                ? trouble.getMessage()
                : "the kit failed: " + trouble;
    }
}
