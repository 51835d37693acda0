package org.rsmtck.kit.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
        name = "rsm-tck",
        mixinStandardHelpOptions = true,
        versionProvider = RsmTck.Version.class,
        description = "Checks a Remote Shared Memory implementation against its specification.")
public final class RsmTck implements Runnable {
    @Spec private CommandSpec spec;

    private RsmTck() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new RsmTck()).execute(args));
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
