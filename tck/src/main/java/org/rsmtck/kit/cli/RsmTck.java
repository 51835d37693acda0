package org.rsmtck.kit.cli;

import static java.util.Objects.requireNonNull;

import org.rsmtck.api.Fabric;
import org.rsmtck.kit.evidence.EvidenceCheck;
import org.rsmtck.kit.execute.TargetException;
import org.rsmtck.kit.execute.TextFile;
import org.rsmtck.kit.races.RacesException;
import org.rsmtck.kit.runs.UnwritableException;
import org.rsmtck.kit.target.TargetSetupException;
import org.rsmtck.reports.Union;
import org.rsmtck.reports.UnreadableResultsException;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Set;

/** The command line. */
@Command(
        name = "rsm-tck",
        mixinStandardHelpOptions = true,
        versionProvider = RsmTck.Version.class,
        description =
                "Checks implementations of Remote Shared Memory against an executable model of"
                        + " rsm_memseg_import_connect(3RSM) and its neighbours.",
        footer = {
            "",
            "Exit status: 0 conformant, or done; 1 not conformant; 2 misuse, or cannot run; 3"
                    + " incomplete.",
            "Start with: rsm-tck verify"
        },
        subcommands = {
            VerifyCommand.class,
            RulesCommand.class,
            ExplainCommand.class,
            ExploreCommand.class,
            ReplayCommand.class,
            DoctorCommand.class,
            JudgeCommand.class,
            RacesCommand.class,
            ReportCommand.class,
            VerifyBundleCommand.class,
            SelfTestCommand.class,
            SimulateCommand.class,
            AutoComplete.GenerateCompletion.class
        })
public final class RsmTck implements Runnable {
    @Spec private CommandSpec spec;

    private RsmTck() {}

    public static void main(String[] args) {
        // What is counted is told in the same digits everywhere.
        Locale.setDefault(Locale.ROOT);
        Exit.after(() -> run(args));
    }

    /** Nothing that goes wrong may look like a verdict. */
    private static int run(String[] args) {
        try (StandardOutput out = new StandardOutput()) {
            CommandLine line = commandLine();
            line.setOut(out.writer());
            int status = line.execute(args);
            out.writer().flush();
            return out.fault()
                    .filter(_ -> status != Exit.MISUSE)
                    .map(why -> complain(line, "cannot write to the standard output: " + why))
                    .orElse(status);
        } catch (Throwable t) {
            System.err.println("rsm-tck: cannot go on: " + t);
            return Exit.MISUSE;
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new RsmTck())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(
                        (e, args) -> complain(e.getCommandLine(), sentence(e)))
                .setExecutionExceptionHandler((e, line, parsed) ->
                        switch (e) {
                            case MisuseException misuse -> complain(line, misuse.getMessage());
                            case TargetException target -> complain(line, target.getMessage());
                            case TargetSetupException plug -> complain(line, plug.getMessage());
                            case TextFile.UnreadableException text ->
                                    complain(line, text.getMessage());
                            case RacesException races -> complain(line, races.getMessage());
                            case UnwritableException unwritable ->
                                    complain(line, unwritable.getMessage());
                            case UnreadableResultsException results ->
                                    complain(line, results.getMessage());
                            case EvidenceCheck.UnreadableBundleException bundle ->
                                    complain(line, bundle.getMessage());
                            case Union.NotOneRunException shards ->
                                    complain(line, shards.getMessage());
                            case Fabric.UnsupportedTopologyException topology ->
                                    complain(line, topology.getMessage());
                            default -> {
                                if (Boolean.getBoolean("rsmtck.trace")) {
                                    e.printStackTrace(line.getErr());
                                }
                                yield complain(
                                        line,
                                        "cannot go on: "
                                                + e
                                                + " (JAVA_TOOL_OPTIONS=-Drsmtck.trace=true shows"
                                                + " where)");
                            }
                        });
    }

    private static String sentence(ParameterException e) {
        String help =
                e.getCommandLine().getCommandName().equals("rsm-tck")
                        ? "rsm-tck --help"
                        : "rsm-tck " + e.getCommandLine().getCommandName() + " --help";
        return words(e) + " (see " + help + ")";
    }

    private static String words(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            String given = unmatched.getUnmatched().getFirst();
            CommandSpec spec = e.getCommandLine().getCommandSpec();
            if (given.startsWith("-")) {
                Set<String> options = spec.optionsMap().keySet();
                return Names.unknown("option", given, options).getMessage();
            }
            Set<String> commands = spec.subcommands().keySet();
            return commands.isEmpty()
                    ? "\"" + given + "\" is one word too many"
                    : Names.unknown("command", given, commands).getMessage();
        }
        // Nobody who uses a command line knows what a long is.
        return requireNonNull(e.getMessage())
                .replaceAll("is not a (long|int)\\b", "is not an integer")
                .replaceAll("is not a (double|float)\\b", "is not a number");
    }

    private static int complain(CommandLine line, String sentence) {
        PrintWriter err = line.getErr();
        err.println("rsm-tck: " + Terminal.text(sentence));
        err.flush();
        return Exit.MISUSE;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"rsm-tck " + RsmTck.class.getPackage().getImplementationVersion()};
        }
    }
}
