package org.rsmtck.kit.cli;

import org.jspecify.annotations.Nullable;
import org.rsmtck.kit.runs.RunFolder;
import org.rsmtck.reports.KnownFailures;
import org.rsmtck.reports.Obligation;
import org.rsmtck.reports.Shard;
import org.rsmtck.reports.Terms;
import org.rsmtck.reports.Waivers;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** On what terms a run is carried out. */
final class TermsOptions {
    private static final String LAST = "latest";

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            converter = ShardConverter.class,
            description =
                    "Only part I of N of what is owed; rsm-tck report puts all parts together.")
    private @Nullable Shard shard;

    @Option(
            names = "--failed",
            arity = "0..1",
            fallbackValue = LAST,
            paramLabel = "RUN",
            description = "Only what failed in that run. Default: the latest below --out.")
    private @Nullable Path failed;

    @Option(
            names = "--known-failures",
            paramLabel = "FILE",
            description =
                    "What is known not to pass, as rsm-tck report --write-known-failures writes it."
                            + " The exit status is 0 if exactly that fails. It changes no"
                            + " statement.")
    private @Nullable Path known;

    @Option(
            names = "--waivers",
            paramLabel = "FILE",
            description =
                    "Clauses that the owner of the kit does not hold against the implementation;"
                            + " the statement names them.")
    private @Nullable Path waivers;

    Terms terms() {
        return new Terms(
                shard == null ? Shard.WHOLE : shard,
                waivers == null ? List.of() : Waivers.read(waivers, LocalDate.now(ZoneOffset.UTC)),
                known == null ? List.of() : KnownFailures.read(known));
    }

    /** Whether a run is judged by a list of known failures. */
    boolean hasKnownFailures() {
        return known != null;
    }

    /**
     * Ids of what failed in the run that was asked for; empty if none was.
     *
     * @param runs where runs are kept
     */
    Optional<Set<String>> failed(Path runs) {
        return Optional.ofNullable(failed)
                .map(run -> run.toString().equals(LAST) ? RunFolder.latest(runs) : run)
                .map(TermsOptions::failedIn);
    }

    private static Set<String> failedIn(Path run) {
        Set<String> ids =
                KeptRun.of(run).results().obligations().stream()
                        .filter(one -> one.status().isFailure())
                        .map(Obligation::id)
                        .collect(Collectors.toSet());
        if (ids.isEmpty()) {
            throw new MisuseException("nothing failed in " + run + ": leave --failed out");
        }
        return ids;
    }

    /** The option that makes a run a part of its level, as it was given; empty if none was. */
    String filter() {
        return failed == null ? "" : " --failed=" + Shell.quoted(failed);
    }

    /** The other options as they were given. */
    String asGiven() {
        return (shard == null ? "" : shard.option())
                + (known == null ? "" : " --known-failures " + Shell.quoted(known))
                + (waivers == null ? "" : " --waivers " + Shell.quoted(waivers));
    }

    static final class ShardConverter implements ITypeConverter<Shard> {
        private static final Pattern FORM = Pattern.compile("(\\d{1,4})/(\\d{1,4})");

        @Override
        public Shard convert(String given) {
            Matcher matcher = FORM.matcher(given);
            try {
                if (matcher.matches()) {
                    return new Shard(
                            Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
                }
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
            throw new TypeConversionException("\"" + given + "\" is no shard as in 2/3");
        }
    }
}
