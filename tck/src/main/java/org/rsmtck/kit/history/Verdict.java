package org.rsmtck.kit.history;

import org.rsmtck.kit.linearizability.Budget;
import org.rsmtck.model.Model;
import org.rsmtck.model.Rule;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** Whether the model allows a history. */
public sealed interface Verdict {

    /**
     * It does.
     *
     * @param order the numbers of the calls that were answered, and of the events, in an order that
     *     explains them; of a long history that was judged as it was read, the last of them
     */
    record Linearizable(List<Integer> order) implements Verdict {}

    /**
     * It does not: no order of the calls that keeps their times explains all replies.
     *
     * @param furthest how many operations, in the order in which they ended, some order explains at
     *     least
     */
    record NotAllowed(int furthest) implements Verdict {}

    /** Nobody knows. */
    sealed interface Unknown extends Verdict {}

    /**
     * The work that the judgement may be was used up before it was done.
     *
     * @param after what was used up, and the remedy
     */
    record GaveUp(String after) implements Unknown {}

    /** No call was answered, so that there is nothing to judge. */
    record NothingAnswered() implements Unknown {}

    /**
     * The calls may have come in an order in which nothing is promised of one of them, and no other
     * order explains what was seen.
     *
     * @param number of the call
     * @param rules that place it outside the contract
     * @param isLast whether all that came before is explained, and nothing came later: then any
     *     answer is right
     */
    record NothingPromised(int number, Set<Rule> rules, boolean isLast) implements Unknown {}

    /** Judges the history; it gives up when {@code work} is used up. */
    static Verdict of(Model model, History history, Budget work) {
        if (history.returns() == 0) {
            return new NothingAnswered();
        }
        return unlessGivenUp(() -> judged(model, history, work));
    }

    private static Verdict judged(Model model, History history, Budget work) {
        Operations operations = Operations.of(history);
        return switch (Linearization.of(model, history, work)) {
            case Linearization.Result.Ordered(List<Integer> order) ->
                    new Linearizable(
                            order.stream()
                                    .map(index -> operations.over().get(index).number())
                                    .toList());
            case Linearization.Result.NoOrder(int furthest) -> new NotAllowed(furthest);
            case Linearization.Result.OutsideContract(
                            ModelSpecification.NothingPromised(int number, Set<Rule> rules)) ->
                    new NothingPromised(number, rules, operations.isLast(number));
        };
    }

    /** What a judgement comes to; that it gave up if its work or the memory is used up. */
    static Verdict unlessGivenUp(Supplier<Verdict> judgement) {
        try {
            return judgement.get();
        } catch (Budget.BudgetExceededException e) {
            return new GaveUp(e.getMessage());
        } catch (OutOfMemoryError e) {
            return new GaveUp(
                    String.format(
                            Locale.ROOT,
                            "filling its memory of %,d MB; give it more, say with"
                                    + " JAVA_TOOL_OPTIONS=-Xmx8g",
                            Runtime.getRuntime().maxMemory() >> 20));
        }
    }
}
