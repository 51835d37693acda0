package org.rsmtck.kit.history;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.linearizability.Budget;
import org.rsmtck.kit.linearizability.Linearizability;
import org.rsmtck.kit.linearizability.ObjectHistories;
import org.rsmtck.kit.linearizability.Register;
import org.rsmtck.kit.linearizability.Specification;
import org.rsmtck.kit.linearizability.Store;
import org.rsmtck.kit.linearizability.Timed;
import org.rsmtck.kit.linearizability.WingGongLowe;
import org.rsmtck.model.Model;
import org.rsmtck.model.Oracle;
import org.rsmtck.model.StateSet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Judges histories of the size that is usual for such searches, by ours and by the one that others
 * do, in turns, and prints how long each took, as a table in Markdown.
 */
final class PeerTable {
    private static final int HISTORIES = 102;
    private static final int CLIENTS = 5;
    private static final int CALLS = 84;
    private static final int WARMING = 20;
    private static final int ROUNDS = 5;

    private final Model model;

    PeerTable(Model model) {
        this.model = model;
    }

    /** The same question, put to both. */
    private record Question(boolean isRight, BooleanSupplier ours, BooleanSupplier peers) {}

    void print() {
        System.out.println("| 102 histories, 5 clients, 84 calls | right | ours | peer | times |");
        System.out.println("|---|---|--:|--:|--:|");
        for (boolean isRight : new boolean[] {true, false}) {
            row("a register with compare-and-set", isRight, registers(isRight));
            row("a store of 5 keys", isRight, stores(isRight));
        }
        row("connects and disconnects, 5 segments", true, connections());
    }

    private static List<Question> registers(boolean isRight) {
        List<Question> questions = new ArrayList<>();
        Register register = new Register();
        for (int seed = 0; questions.size() < HISTORIES; seed++) {
            ObjectHistories histories = new ObjectHistories(new Random(seed), CLIENTS);
            List<Timed<Register.Operation>> right = histories.register(CALLS);
            List<Timed<Register.Operation>> history = isRight ? right : histories.misread(right);
            if (WingGongLowe.isLinearizable(register, history) == isRight) {
                questions.add(question(register, history, isRight));
            }
        }
        return questions;
    }

    private static List<Question> stores(boolean isRight) {
        List<Question> questions = new ArrayList<>();
        Store store = new Store();
        for (int seed = 0; seed < HISTORIES; seed++) {
            ObjectHistories histories = new ObjectHistories(new Random(seed), CLIENTS);
            List<Timed<Store.Operation>> right = histories.store(CALLS, CLIENTS);
            questions.add(question(store, isRight ? right : histories.misgot(right), isRight));
        }
        return questions;
    }

    private static <S, O> Question question(
            Specification<S, O> specification, List<Timed<O>> history, boolean isRight) {
        return new Question(
                isRight,
                () -> Linearizability.isGiven(specification, history, work()),
                () -> WingGongLowe.isLinearizable(specification, history));
    }

    private static Budget work() {
        return new Budget(Long.MAX_VALUE, Duration.ofMinutes(1));
    }

    private List<Question> connections() {
        List<Question> questions = new ArrayList<>();
        for (int seed = 0; seed < HISTORIES; seed++) {
            History history = JudgeHistories.connections(model, new Random(seed), CLIENTS, CALLS);
            Operations operations = Operations.of(history);
            BySegment bySegment = new BySegment(history, operations);
            questions.add(
                    new Question(
                            true,
                            () ->
                                    Verdict.of(model, history, work())
                                            instanceof Verdict.Linearizable,
                            () -> WingGongLowe.isLinearizable(bySegment, bySegment.operations())));
        }
        return questions;
    }

    /** The model, of operations on segments that have nothing to do with each other. */
    private final class BySegment implements Specification<StateSet, Operation> {
        private final ModelSpecification specification;
        private final StateSet prepared;
        private final Map<Operation, Integer> segments = new HashMap<>();
        private final List<Timed<Operation>> operations = new ArrayList<>();

        BySegment(History history, Operations all) {
            specification =
                    new ModelSpecification(new Oracle(model), history, all, Part.WHOLE, Set.of());
            Map<List<Long>, Integer> ofHandle = new HashMap<>();
            StateSet states = specification.initial();
            for (Operation.Completed one : all.over()) {
                Observation.Called called = (Observation.Called) one.line();
                if (called.call() instanceof Call.Connect connect) {
                    segments.put(one, connect.segment());
                    long handle = ((Reply.Handle) called.reply()).value();
                    ofHandle.put(List.of((long) called.process(), handle), connect.segment());
                }
            }
            for (Operation.Completed one : all.over()) {
                Observation.Called called = (Observation.Called) one.line();
                if (called.call() instanceof Call.Disconnect(long handle)) {
                    segments.put(one, ofHandle.get(List.of((long) called.process(), handle)));
                } else if (!segments.containsKey(one)) {
                    states = specification.step(states, one);
                    continue;
                }
                operations.add(new Timed<>(one, one.begin(), one.end()));
            }
            prepared = states;
        }

        List<Timed<Operation>> operations() {
            return operations;
        }

        @Override
        public StateSet initial() {
            return prepared;
        }

        @Override
        public StateSet step(StateSet states, Operation operation) {
            return specification.step(states, operation);
        }

        @Override
        public boolean isEmpty(StateSet states) {
            return states.isEmpty();
        }

        @Override
        public boolean covers(StateSet states, StateSet fewer) {
            return states.covers(fewer);
        }

        @Override
        public Object object(Operation operation) {
            return segments.get(operation);
        }
    }

    private static void row(String name, boolean isRight, List<Question> questions) {
        for (int i = 0; i < WARMING; i++) {
            for (Question question : questions) {
                ask(question.ours(), isRight);
                ask(question.peers(), isRight);
            }
        }
        double[] ours = new double[questions.size() * ROUNDS];
        double[] peers = new double[questions.size() * ROUNDS];
        for (int i = 0; i < ours.length; i++) {
            Question question = questions.get(i % questions.size());
            ours[i] = ask(question.ours(), isRight);
            peers[i] = ask(question.peers(), isRight);
        }
        Arrays.sort(ours);
        Arrays.sort(peers);
        double our = ours[ours.length / 2];
        double peer = peers[peers.length / 2];
        System.out.printf(
                "| %s | %s | %.0f µs | %.0f µs | %.2f |%n",
                name, isRight ? "yes" : "no", our, peer, our / peer);
    }

    /** In microseconds. */
    private static double ask(BooleanSupplier question, boolean isRight) {
        long start = System.nanoTime();
        if (question.getAsBoolean() != isRight) {
            throw new AssertionError("it should have been " + isRight);
        }
        return (System.nanoTime() - start) / 1e3;
    }
}
