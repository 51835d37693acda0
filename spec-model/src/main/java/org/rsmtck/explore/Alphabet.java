package org.rsmtck.explore;

import org.rsmtck.api.Call;
import org.rsmtck.model.World;

import java.util.List;
import java.util.Set;

/**
 * The calls worth making in a world: every usual value of every argument, and every combination in
 * which at most two arguments are odd, so that each rule is met alone and with each other rule.
 */
public final class Alphabet {
    /** A handle that no implementation gives out by chance. */
    public static final long NEVER_ISSUED = 0x0BAD_0BAD_0BAD_0BA8L;

    /** An id that nobody publishes under; sequences that run move it, as they do the others. */
    public static final int UNUSED_SEGMENT = 0x5FFF00;

    private Alphabet() {}

    /** The calls for {@code process} to make in {@code world}. */
    public static List<Call> calls(Scope scope, World world, int process) {
        Set<String> vocabulary = scope.roles().get(process).vocabulary();
        return calls(new Arguments(scope, world, process, scope.odd()), vocabulary);
    }

    /** Those of them in which at most one argument is odd. */
    public static List<Call> plainCalls(Scope scope, World world, int process) {
        Set<String> vocabulary = scope.roles().get(process).vocabulary();
        return calls(new Arguments(scope, world, process, Math.min(1, scope.odd())), vocabulary);
    }

    /** Those of them that {@code word} names. */
    public static List<Call> calls(Scope scope, World world, int process, String word) {
        return calls(
                new Arguments(scope, world, process, scope.odd()), named(scope, process, word));
    }

    /** Those of them that {@code word} names and whose arguments are all usual. */
    public static List<Call> usualCalls(Scope scope, World world, int process, String word) {
        return calls(new Arguments(scope, world, process, 0), named(scope, process, word));
    }

    private static Set<String> named(Scope scope, int process, String word) {
        boolean isSaid = scope.roles().get(process).vocabulary().contains(word);
        return isSaid ? Set.of(word) : Set.of();
    }

    private static List<Call> calls(Arguments arguments, Set<String> vocabulary) {
        CallList calls = new CallList(vocabulary);
        if (arguments.me().alive()) {
            SegmentCalls segments = new SegmentCalls(arguments, calls);
            ImportCalls imports = new ImportCalls(arguments, calls);
            TransferCalls transfers = new TransferCalls(arguments, calls);
            segments.onControllers();
            new ExportCalls(arguments, calls).add();
            imports.onConnections();
            imports.onMappings();
            transfers.onBytes();
            transfers.onBarriers();
            segments.onSegments();
        }
        return calls.all();
    }
}
