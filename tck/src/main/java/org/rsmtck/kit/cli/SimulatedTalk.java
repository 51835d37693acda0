package org.rsmtck.kit.cli;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;
import org.rsmtck.explore.Scope;
import org.rsmtck.kit.cli.TypedLines.Expected;
import org.rsmtck.kit.execute.TraceFile;
import org.rsmtck.kit.explore.Simulation;
import org.rsmtck.kit.explore.Simulation.Answer;
import org.rsmtck.kit.explore.Simulation.Choice;
import org.rsmtck.kit.judge.Narrative;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.judge.SettingWords;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Rule;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is said in a simulation, and answered. */
final class SimulatedTalk {
    private static final List<String> HELP =
            List.of(
                    "0 connect        the calls of this name that process 0 may want to make, by"
                            + " number",
                    "0 connect 3      makes the third: every reply that is allowed, and by which"
                            + " rule",
                    "take 2           goes on with the second of these replies",
                    "why              which replies are excluded, and when they would be right",
                    "events           what may happen, by number; event 1: makes it happen",
                    "history          what was done so far",
                    "undo             takes the last call or event back",
                    "save FILE        writes a trace, for rsm-tck replay",
                    "quit");

    private static final List<String> COMMANDS =
            List.of("take", "why", "events", "event", "history", "undo", "save", "help", "quit");

    private final Simulation simulation;
    private final Scope scope;
    private final Profile profile;
    private final Consumer<String> print;
    private Optional<Asked> asked = Optional.empty();

    /** A call, and what may come of it. */
    private record Asked(int process, Call call, Answer answer) {}

    SimulatedTalk(Simulation simulation, Scope scope, Profile profile, Consumer<String> print) {
        this.simulation = simulation;
        this.scope = scope;
        this.profile = profile;
        this.print = print;
    }

    void begin() {
        print.accept("by " + profile.name() + ", scope " + scope.name() + ": " + scope.words());
        SettingWords.of(simulation.world()).forEach(print);
        history().forEach(line -> print.accept("done  " + line));
        print.accept("help says what can be said");
    }

    /** Whether the talk goes on after this line. */
    boolean answers(String line) {
        List<String> words = List.of(line.split("\\s+"));
        switch (words.getFirst()) {
            case "" -> {}
            case "help" -> HELP.forEach(print);
            case "quit" -> {
                return false;
            }
            case "take" -> take(words);
            case "why" -> why();
            case "events" -> number(told(simulation.events(), Narrative::tell));
            case "event" -> cause(words);
            case "history" -> number(history());
            case "undo" -> undo();
            case "save" -> save(words);
            default -> call(words);
        }
        return true;
    }

    /** Which words may follow these. */
    List<Expected> expected(List<String> words) {
        if (words.isEmpty()) {
            return Expected.words(
                    Stream.concat(
                            IntStream.range(0, scope.roles().size()).mapToObj(Integer::toString),
                            COMMANDS.stream()));
        }
        Optional<Integer> process = process(words.getFirst());
        return switch (words.size()) {
            case 1 -> process.map(this::callNames).orElseGet(() -> choices(words.getFirst()));
            case 2 -> process.map(it -> callsOf(it, words.get(1))).orElse(List.of());
            default -> List.of();
        };
    }

    private List<Expected> callNames(int process) {
        return Expected.words(scope.roles().get(process).vocabulary().stream().sorted());
    }

    private List<Expected> callsOf(int process, String name) {
        return Expected.numbered(simulation.calls(process, name), call -> told(process, call));
    }

    private List<Expected> choices(String command) {
        return switch (command) {
            case "take" ->
                    Expected.numbered(
                            asked.map(one -> one.answer.choices()).orElse(List.of()), this::told);
            case "event" -> Expected.numbered(simulation.events(), Narrative::tell);
            default -> List.of();
        };
    }

    private Optional<Integer> process(String word) {
        return numbered(word, scope.roles().size() - 1, 0);
    }

    private static <T> List<String> told(List<T> all, Function<T, String> words) {
        return all.stream().map(words).toList();
    }

    private void number(List<String> lines) {
        if (lines.isEmpty()) {
            print.accept("none");
        }
        for (int i = 0; i < lines.size(); i++) {
            print.accept(String.format("%3d  %s", i + 1, lines.get(i)));
        }
    }

    private List<String> history() {
        return Narrative.of(simulation.seen()).stream()
                .map(one ->
                        (one.process() < 0 ? "" : "process " + one.process() + ": ")
                                + one.call()
                                + (one.reply().isEmpty() ? "" : " -> " + one.reply()))
                .toList();
    }

    private void call(List<String> words) {
        Optional<Integer> process = process(words.getFirst());
        if (process.isEmpty() || words.size() < 2) {
            print.accept(
                    "\""
                            + String.join(" ", words)
                            + "\" says nothing here; begin with a process from 0 to "
                            + (scope.roles().size() - 1)
                            + " and the name of a call, or say help");
            return;
        }
        Set<String> known = scope.roles().get(process.get()).vocabulary();
        if (!known.contains(words.get(1))) {
            print.accept(Names.unknown("call", words.get(1), known).getMessage());
            return;
        }
        List<Call> calls = simulation.calls(process.get(), words.get(1));
        if (words.size() == 2) {
            number(told(calls, call -> told(process.get(), call)));
            return;
        }
        chosen(words.get(2), calls).ifPresent(call -> ask(process.get(), call));
    }

    /** As the history would tell it, with handles called by what they stand for. */
    private String told(int process, Call call) {
        List<Observation> all = new ArrayList<>(simulation.seen());
        all.add(new Observation.Called(process, call, new Reply.NoReply("not asked")));
        return Narrative.of(all).getLast().call();
    }

    private void ask(int process, Call call) {
        Answer answer = simulation.ask(process, call);
        asked = Optional.of(new Asked(process, call, answer));
        print.accept(told(process, call));
        if (answer.choices().isEmpty()) {
            print.accept("nothing is promised of it:");
            answer.outside().forEach(rule -> print.accept("     " + named(rule)));
        } else if (answer.choices().size() == 1) {
            take(answer.choices().getFirst());
        } else {
            number(told(answer.choices(), this::told));
        }
    }

    private String told(Choice choice) {
        return Narrative.tell(choice.reply()) + ", " + byRules(choice);
    }

    private static String byRules(Choice choice) {
        return "by "
                + choice.rules().stream()
                        .map(SimulatedTalk::named)
                        .collect(Collectors.joining("; or by "));
    }

    private static String named(Rule rule) {
        return rule.id() + ": " + rule.words();
    }

    private void take(List<String> words) {
        if (asked.filter(one -> one.answer.choices().size() > 1).isEmpty()) {
            print.accept("there is nothing to take: make a call that has several replies");
            return;
        }
        chosen(words.size() < 2 ? "" : words.get(1), asked.get().answer.choices())
                .ifPresent(this::take);
    }

    private void take(Choice choice) {
        asked.ifPresent(one -> simulation.take(one.process, one.call, choice));
        String reply = Narrative.of(simulation.seen()).getLast().reply();
        print.accept("  -> " + reply + ", " + byRules(choice));
        asked =
                asked.map(one ->
                        new Asked(
                                one.process,
                                one.call,
                                new Answer(List.of(), Set.of(), one.answer.excluded())));
    }

    private void why() {
        if (asked.isEmpty()) {
            print.accept("there was no call yet");
        }
        asked.ifPresent(one -> {
            for (Rule rule : one.answer.excluded()) {
                print.accept(
                        (rule instanceof Rule.Refusal<?> refusal
                                        ? refusal.codes().stream()
                                                .map(Enum::name)
                                                .sorted()
                                                .collect(Collectors.joining(" or "))
                                        : "success")
                                + " would be right only by "
                                + named(rule));
            }
        });
    }

    private void cause(List<String> words) {
        chosen(words.size() < 2 ? "" : words.get(1), simulation.events())
                .ifPresent((Event event) -> {
                    simulation.cause(event);
                    asked = Optional.empty();
                    print.accept("  " + Narrative.tell(event));
                });
    }

    private void undo() {
        asked = Optional.empty();
        print.accept(simulation.undo() ? "taken back" : "there is nothing to take back");
    }

    private void save(List<String> words) {
        if (words.size() != 2) {
            print.accept("save takes the name of a file");
            return;
        }
        try {
            new TraceFile(profile.name(), "", simulation.program()).write(Path.of(words.get(1)));
            print.accept("./rsm-tck replay " + Shell.quoted(words.get(1)) + " goes through it");
        } catch (IOException e) {
            print.accept(words.get(1) + " cannot be written: " + e.getMessage());
        }
    }

    private <T> Optional<T> chosen(String number, List<T> all) {
        Optional<T> one = numbered(number, all.size(), 1).map(place -> all.get(place - 1));
        if (one.isEmpty()) {
            print.accept(
                    all.isEmpty()
                            ? "there is none"
                            : "\"" + number + "\" is no number from 1 to " + all.size());
        }
        return one;
    }

    private static Optional<Integer> numbered(String text, int most, int least) {
        return text.matches("\\d{1,6}")
                ? Optional.of(Integer.valueOf(text)).filter(it -> it >= least && it <= most)
                : Optional.empty();
    }
}
