package org.rsmtck.kit.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A world in words for people, a line for each thing. Two worlds that differ read differently. */
record StateWords(List<String> surroundings, List<List<String>> processes) {

    static StateWords of(WorldText world) {
        List<String> surroundings = new ArrayList<>();
        for (WorldText.LinkText link : world.links()) {
            surroundings.add("link " + link.link() + (link.carries() ? " carries" : " is lost"));
        }
        for (WorldText.Node node : world.nodes()) {
            surroundings.add("node " + node.node() + (node.answers() ? " answers" : " is lost"));
            node.controllers().stream()
                    .filter(controller -> !controller.present())
                    .map(gone -> "controller " + node.node() + "/" + gone.name() + " is removed")
                    .forEach(surroundings::add);
        }
        return new StateWords(
                surroundings, world.processes().stream().map(StateWords::process).toList());
    }

    private static List<String> process(WorldText.Process process) {
        List<String> lines = new ArrayList<>();
        if (!process.alive()) {
            lines.add("is dead");
        }
        if (process.interrupted()) {
            lines.add("has a signal to come");
        }
        process.shortOf().forEach(resource -> lines.add("is short of " + resource));
        process.controllers().stream()
                .map(use ->
                        "controller %s: %s, got %s"
                                .formatted(use.handle(), use.name(), times(use.count())))
                .forEach(lines::add);
        process.exports().stream().map(StateWords::export).forEach(lines::add);
        process.imports().stream().map(StateWords::segment).forEach(lines::add);
        process.barriers().stream()
                .map(barrier ->
                        "barrier %s: %s%s"
                                .formatted(
                                        barrier.handle(),
                                        barrier.segment()
                                                .map(segment -> "of import " + segment)
                                                .orElse("of no import any more"),
                                        barrier.open() ? ", open" : ""))
                .forEach(lines::add);
        return lines;
    }

    private static String export(WorldText.Export export) {
        List<String> words = new ArrayList<>();
        words.add(export.length() + " B on " + export.controller());
        words.add(
                export.publication()
                        .map(publication ->
                                "published as 0x"
                                        + Long.toHexString(publication.segment())
                                        + list(publication))
                        .orElse("not published"));
        if (export.rebindable()) {
            words.add("rebindable");
        }
        counts(words, export.pollfds(), export.signals());
        words.add(contents(export.contents()));
        return "export " + export.handle() + ": " + String.join(", ", words);
    }

    private static String list(WorldText.Publication publication) {
        return publication.entries().stream()
                .map(entry -> "node " + entry.node() + " " + entry.mode())
                .collect(Collectors.joining(", ", " to [", "]"));
    }

    private static String segment(WorldText.Import segment) {
        List<String> words = new ArrayList<>();
        words.add(
                segment.connection()
                        + segment.to()
                                .map(to ->
                                        ", to export %s of process %d"
                                                .formatted(to.export(), to.process()))
                                .orElse(""));
        words.add(
                "%d B of node %d over %s, granted %s"
                        .formatted(
                                segment.length(),
                                segment.node(),
                                segment.controller(),
                                segment.permission()));
        segment.mapping()
                .map(mapping ->
                        "mapped %s from %d B, %d B long, bytes %d"
                                .formatted(
                                        mapping.permission(),
                                        mapping.offset(),
                                        mapping.length(),
                                        mapping.fill()))
                .ifPresent(words::add);
        if (segment.implicitlyMapped()) {
            words.add("mapped implicitly");
        }
        counts(words, segment.pollfds(), segment.signals());
        words.add(segment.mode() == 0 ? "explicit barriers" : "implicit barriers");
        segment.barrier().map(barrier -> "last barrier " + barrier).ifPresent(words::add);
        segment.last().map(last -> "last seen with " + contents(last)).ifPresent(words::add);
        return "import " + segment.handle() + ": " + String.join(", ", words);
    }

    private static void counts(List<String> words, int pollfds, int signals) {
        if (pollfds != 0) {
            words.add("poll descriptor got " + times(pollfds));
        }
        if (signals != 0) {
            words.add("signal posted " + times(signals));
        }
    }

    private static String contents(WorldText.Contents contents) {
        return "bytes "
                + contents.fill()
                + each(", but ", contents.writes())
                + each(", perhaps ", contents.strays());
    }

    private static String each(String word, List<WorldText.Write> writes) {
        return writes.stream()
                .map(write -> word + write.data() + " at " + write.offset() + " B")
                .collect(Collectors.joining());
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }
}
