package org.rsmtck.kit.history;

import org.rsmtck.api.Call;
import org.rsmtck.api.CallFacts;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Attribution;
import org.rsmtck.kit.judge.Mismatch;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.model.Clauses;
import org.rsmtck.model.Model;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is broken by a reply that no order of the calls explains: the promise that calls at the same
 * time are answered as if in some order, by a connect or a disconnect among them; by any other
 * call, what the page promises of it, if it does.
 *
 * @param clause the id of the clause
 * @param also ids of further clauses
 */
record BrokenPromise(String clause, List<String> also) {
    private static final String CONNECT = "connect/MT-safe";
    private static final String DISCONNECT = "disconnect/MT-safe";
    private static final String NO_CRASH_NO_HANG = "frame/no-crash-no-hang";
    private static final Set<CallFacts.Kind> OF_IMPORTS =
            EnumSet.of(CallFacts.Kind.IMPORT, CallFacts.Kind.SEGMENT, CallFacts.Kind.BARRIER);

    /**
     * @param offending the call that the mismatch is about
     */
    static BrokenPromise of(
            Model model, Mismatch mismatch, Operation.Completed offending, Overlaps overlaps) {
        boolean isSilent = mismatch.observed().reply() instanceof Reply.NoReply;
        String order = order(offending, overlaps);
        Optional<Attribution> content =
                mismatch.allowed().stream().allMatch(allowed -> allowed.steps().isEmpty())
                        ? Optional.empty()
                        : Optional.of(Attribution.of(model, mismatch, List.of()));
        String clause =
                isSilent
                        ? NO_CRASH_NO_HANG
                        : content.map(Attribution::clause)
                                .filter(_ -> !isPromisedAnOrder(mismatch.observed().call()))
                                .filter(id -> isOfPage(model, id))
                                .orElse(order);
        Set<String> also = new LinkedHashSet<>();
        if (!isSilent) {
            also.add(order);
        }
        content.ifPresent(blame -> {
            also.add(blame.clause());
            also.addAll(blame.also());
        });
        also.remove(clause);
        return new BrokenPromise(clause, List.copyOf(also));
    }

    private static boolean isPromisedAnOrder(Call call) {
        return call instanceof Call.Connect || call instanceof Call.Disconnect;
    }

    private static boolean isOfPage(Model model, String clause) {
        return Clauses.of(model.rules()).stream()
                .anyMatch(one -> one.id().equals(clause) && one.isRequired());
    }

    /** The promise that there is an order, of what was called or of what it stands by. */
    private static String order(Operation.Completed offending, Overlaps overlaps) {
        List<Operation> suspects = new ArrayList<>(List.of(offending));
        suspects.addAll(overlaps.of(offending));
        overlaps.all().reversed().stream()
                .filter(one -> !overlaps.of(one).isEmpty())
                .forEach(suspects::add);
        List<Call> calls =
                suspects.stream()
                        .map(Operation::line)
                        .filter(Observation.Called.class::isInstance)
                        .map(line -> ((Observation.Called) line).call())
                        .toList();
        boolean isOfDisconnect =
                calls.stream()
                        .filter(BrokenPromise::isPromisedAnOrder)
                        .findFirst()
                        .map(call -> call instanceof Call.Disconnect)
                        .orElseGet(() ->
                                calls.stream()
                                        .map(call -> call.facts().on())
                                        .anyMatch(OF_IMPORTS::contains));
        return isOfDisconnect ? DISCONNECT : CONNECT;
    }
}
