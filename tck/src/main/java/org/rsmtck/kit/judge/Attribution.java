package org.rsmtck.kit.judge;

import static java.util.Objects.requireNonNull;

import org.rsmtck.api.Reply;
import org.rsmtck.model.Allowed;
import org.rsmtck.model.Clause;
import org.rsmtck.model.Clauses;
import org.rsmtck.model.Model;
import org.rsmtck.model.Rule;
import org.rsmtck.model.Step;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which clauses a mismatch breaks: the one to name, and the others that it touches.
 *
 * @param clause the id of the broken clause
 * @param also ids of further clauses that it breaks
 */
public record Attribution(String clause, List<String> also) {
    private static final Comparator<Hypothesis> REFUSALS_FIRST =
            Comparator.comparing(
                    suspicion -> suspicion.kind() != Hypothesis.Kind.REFUSAL_WITH_EFFECT);

    /**
     * Where an earlier call is suspected, its clause is broken; otherwise that of the rule whose
     * refusal, or whose success, did not come. A side effect of an earlier call comes last.
     *
     * <p>A history cannot lose a refused call but for what the refusal changed, whereas it has
     * every success for a reason: so a refusal is suspected first.
     */
    public static Attribution of(Model model, Mismatch mismatch, List<Hypothesis> suspicions) {
        Set<String> clauses = new LinkedHashSet<>();
        if (mismatch.observed().reply() instanceof Reply.NoReply) {
            clauses.add("frame/no-crash-no-hang");
        }
        suspicions.stream()
                .filter(suspicion -> suspicion.kind() != Hypothesis.Kind.SIDE_EFFECT)
                .sorted(REFUSALS_FIRST)
                .limit(1)
                .forEach(suspicion -> clauses.addAll(suspicion.clauses()));
        clauses.addAll(spurious(model, mismatch));
        if (mismatch.observed().reply() instanceof Reply.Unknown) {
            clauses.addAll(returns(model, mismatch));
        }
        for (Rule rule : expected(mismatch)) {
            clauses.addAll(rule.clauses());
        }
        clauses.addAll(stoodFor(model, mismatch));
        suspicions.stream()
                .filter(suspicion -> suspicion.kind() == Hypothesis.Kind.SIDE_EFFECT)
                .forEach(suspicion -> clauses.addAll(suspicion.clauses()));
        List<String> all = new ArrayList<>(clauses);
        Map<String, Clause> known =
                Clauses.of(model.rules()).stream()
                        .collect(Collectors.toMap(Clause::id, Function.identity()));
        String first =
                all.stream()
                        .filter(id -> requireNonNull(known.get(id)).isRequired())
                        .findFirst()
                        .orElse(all.getFirst());
        all.remove(first);
        return new Attribution(first, all);
    }

    /**
     * The clauses of the page that a neighbour's error stands for, where it was reported wrongly.
     */
    private static List<String> stoodFor(Model model, Mismatch mismatch) {
        if (!(mismatch.observed().reply() instanceof Reply.Refused refused)) {
            return List.of();
        }
        String id = mismatch.observed().call().word() + "/" + refused.error().name();
        boolean isNeighbour =
                Clauses.of(model.rules()).stream()
                        .anyMatch(clause -> clause.id().equals(id) && !clause.isRequired());
        return model.rules().stream()
                .filter(rule -> isNeighbour && rule.clause().equals(id))
                .flatMap(rule -> rule.clauses().stream())
                .toList();
    }

    /** The clause that says which numbers the call may return, where there is one. */
    private static List<String> returns(Model model, Mismatch mismatch) {
        String id = mismatch.observed().call().word() + "/returns";
        return Clauses.of(model.rules()).stream().map(Clause::id).filter(id::equals).toList();
    }

    private static List<Rule> expected(Mismatch mismatch) {
        return mismatch.allowed().stream()
                .flatMap(allowed -> allowed.steps().stream())
                .map(Step::rule)
                .distinct()
                .toList();
    }

    /**
     * The clause of an error that was reported where a success was due, though its condition did
     * not hold.
     */
    private static List<String> spurious(Model model, Mismatch mismatch) {
        boolean successWasDue =
                mismatch.allowed().stream()
                        .map(Allowed::steps)
                        .flatMap(List::stream)
                        .anyMatch(step -> step.reply() instanceof Reply.Success);
        if (successWasDue && mismatch.observed().reply() instanceof Reply.Refused refused) {
            String id = mismatch.observed().call().word() + "/" + refused.error().name();
            return model.rules().stream().anyMatch(rule -> rule.clause().equals(id))
                    ? List.of(id)
                    : List.of();
        }
        return List.of();
    }
}
