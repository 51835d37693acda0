package org.rsmtck.kit.cli;

import org.jspecify.annotations.Nullable;
import org.rsmtck.explore.Scope;
import org.rsmtck.kit.explore.Simulation;
import org.rsmtck.model.page.Pages;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description =
                "Asks the model: makes calls one after the other, and tells every reply that each"
                        + " may be given, by which rule, and why others may not.")
final class SimulateCommand implements Callable<Integer> {
    private static final long PAGE_SIZE = 4096;

    @Spec private CommandSpec spec;

    @Mixin private ProfileOption profile;

    @Option(
            names = "--scope",
            paramLabel = "NAME",
            defaultValue = "small",
            description =
                    "Who is there, and which calls are offered: a scope of rsm-tck explore, or a"
                            + " file of one. Default: ${DEFAULT-VALUE}.")
    private String scope;

    @Option(
            names = "--script",
            paramLabel = "FILE",
            description = "Does what the lines of this file say, in place of what is typed.")
    private @Nullable Path script;

    @Override
    public Integer call() throws IOException {
        Scope who = ScopeArgument.scope(scope);
        PrintWriter print = spec.commandLine().getOut();
        SimulatedTalk talk =
                new SimulatedTalk(
                        new Simulation(Pages.model(profile.get()), who, PAGE_SIZE),
                        who,
                        profile.get(),
                        line -> print.println(Terminal.line(line)));
        talk.begin();
        print.flush();
        try (Lines lines = lines(talk)) {
            String line = lines.next();
            while (line != null && talk.answers(line.strip())) {
                print.flush();
                line = lines.next();
            }
        }
        print.flush();
        return Exit.FINE;
    }

    private Lines lines(SimulatedTalk talk) throws IOException {
        if (script != null) {
            return Lines.of(file(script));
        }
        return Terminal.isThere()
                ? new TypedLines("> ", talk::expected)
                : Lines.of(
                        new BufferedReader(
                                new InputStreamReader(System.in, Charset.defaultCharset())));
    }

    private static BufferedReader file(Path script) {
        try {
            return Files.newBufferedReader(script);
        } catch (IOException e) {
            throw new MisuseException(script + " cannot be read: give the path of a file of lines");
        }
    }
}
