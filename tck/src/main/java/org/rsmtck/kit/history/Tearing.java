package org.rsmtck.kit.history;

import org.rsmtck.api.Call;
import org.rsmtck.kit.judge.Observation;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Transfers at the same time on the same bytes: each is atomic in units, and a larger one may tear
 * into them, old and new mixed in any way. So contents are judged unit by unit, as if a history of
 * each had been recorded; what goes on besides is the same in all.
 */
final class Tearing {
    private final Operations operations;

    /** Where mappings start in their segments; a load or store may go through any of them. */
    private final Set<Long> mappings;

    private Tearing(Operations operations) {
        this.operations = operations;
        this.mappings = new TreeSet<>(Set.of(0L));
        operations()
                .forEach(one -> {
                    if (call(one).orElse(null) instanceof Call.Map map) {
                        mappings.add(map.offset());
                    }
                });
    }

    /**
     * What to look at instead of whole contents, one part after another; nothing where no transfer
     * can be seen torn.
     */
    static List<Part> parts(Operations operations) {
        return new Tearing(operations).parts();
    }

    private List<Part> parts() {
        NavigableSet<Long> words = new TreeSet<>();
        for (int i = 0; i < operations.over().size(); i++) {
            Optional<Transfer> moved = Transfer.of(operations.over().get(i));
            if (moved.isPresent() && !moved.get().isWrite() && mayBeSeenTorn(i, moved.get())) {
                words(moved.get()).forEach(words::add);
            }
        }
        if (words.isEmpty()) {
            return List.of();
        }
        List<Part> parts = new ArrayList<>(List.of(new Part.Others(words)));
        List<Transfer> transfers =
                operations().flatMap(one -> Transfer.of(one).stream()).distinct().toList();
        for (long word : words) {
            long from = word * Transfer.WORD;
            int width = Transfer.WORD;
            for (Transfer transfer : transfers) {
                width = Math.min(width, widthAt(from, transfer));
            }
            for (int in = 0; in < Transfer.WORD; in += width) {
                parts.add(new Part.Unit(from + in, width));
            }
        }
        return parts;
    }

    private boolean mayBeSeenTorn(int index, Transfer read) {
        Operation.Completed one = operations.over().get(index);
        return Stream.concat(
                        operations.schedule().overlapping(index).mapToObj(operations.over()::get),
                        operations.open().stream().filter(open -> open.begin() < one.end()))
                .flatMap(other -> Transfer.of(other).stream())
                .anyMatch(write -> write.isWrite() && (write.mayTear() || read.mayTear()));
    }

    private Stream<Long> words(Transfer transfer) {
        return starts(transfer)
                .flatMap(start ->
                        Stream.iterate(
                                Math.floorDiv(start, Transfer.WORD),
                                word -> word * Transfer.WORD < start + transfer.length(),
                                word -> word + 1));
    }

    private Stream<Long> starts(Transfer transfer) {
        return transfer.isMapped()
                ? mappings.stream().map(mapping -> mapping + transfer.offset())
                : Stream.of(transfer.offset());
    }

    /** How many bytes of the word that starts at {@code from} the transfer moves at once. */
    private int widthAt(long from, Transfer transfer) {
        boolean isWhole =
                Math.floorMod(transfer.offset(), transfer.width()) == 0
                        && starts(transfer)
                                .noneMatch(start ->
                                        isWithin(from, start)
                                                || isWithin(from, start + transfer.length()));
        return isWhole || transfer.width() < Transfer.WORD && isAligned(transfer)
                ? transfer.width()
                : touches(from, transfer) ? 1 : Transfer.WORD;
    }

    private static boolean isAligned(Transfer transfer) {
        return Math.floorMod(transfer.offset(), transfer.width()) == 0;
    }

    private static boolean isWithin(long word, long edge) {
        return edge > word && edge < word + Transfer.WORD;
    }

    private boolean touches(long from, Transfer transfer) {
        return starts(transfer)
                .anyMatch(
                        start -> start < from + Transfer.WORD && start + transfer.length() > from);
    }

    private Stream<Operation> operations() {
        return Stream.concat(operations.over().stream(), operations.open().stream());
    }

    private static Optional<Call> call(Operation operation) {
        return switch (operation) {
            case Operation.Completed over ->
                    over.line() instanceof Observation.Called called
                            ? Optional.of(called.call())
                            : Optional.empty();
            case Operation.Pending open -> Optional.of(open.call());
        };
    }
}
