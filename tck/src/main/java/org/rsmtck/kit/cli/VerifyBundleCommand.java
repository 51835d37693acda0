package org.rsmtck.kit.cli;

import org.rsmtck.kit.evidence.EvidenceCheck;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

@Command(
        name = "verify-bundle",
        mixinStandardHelpOptions = true,
        description =
                "Judges again, from its raw records, what verify --bundle has written, and names"
                        + " what was changed.",
        footer = {"", "Exit status: 0 if the evidence holds, whatever its statement; 1 if not."})
final class VerifyBundleCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A bundle.")
    private Path file;

    @Override
    public Integer call() {
        EvidenceCheck.Found found = EvidenceCheck.of(file);
        PrintWriter print = spec.commandLine().getOut();
        found.differences().forEach(line -> print.println(Terminal.line(line)));
        print.printf(
                "judged      %,d sequences again, %,d of them without a verdict%n",
                found.sequences() + found.unknown(), found.unknown());
        print.printf(
                "obligations %,d of %,d have sequences of their own%n",
                found.recomputed(), found.obligations());
        print.println(Terminal.line("statement   " + found.statement()));
        print.println(
                found.differences().isEmpty()
                        ? "EVIDENCE HOLDS"
                        : "EVIDENCE DOES NOT HOLD: " + found.differences().size() + " differences");
        print.flush();
        return found.differences().isEmpty() ? Exit.FINE : Exit.NOT_CONFORMANT;
    }
}
