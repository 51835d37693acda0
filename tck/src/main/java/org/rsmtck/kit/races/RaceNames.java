package org.rsmtck.kit.races;

import org.rsmtck.api.Call;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What races are called, and which promise each is about. */
final class RaceNames {
    private static final String CONNECT = "connect/MT-safe";
    private static final String DISCONNECT = "disconnect/MT-safe";

    private RaceNames() {}

    /** For instance {@code get_pollfd_then_release_pollfd_disconnect}. */
    static String of(List<RaceCall> first, List<RaceCall> second) {
        if (first.size() > 1 && words(first).equals(words(second))) {
            return words(first) + "_twice";
        }
        return words(first) + "_" + words(second);
    }

    /** Of two threads that make this call, each on something of its own. */
    static String apart(RaceCall call) {
        return of(List.of(call), List.of(call)) + "_apart";
    }

    private static String words(List<RaceCall> thread) {
        return thread.stream().map(RaceNames::word).collect(Collectors.joining("_then_"));
    }

    private static String word(RaceCall turn) {
        boolean isToReaders =
                turn.call() instanceof Call.Publish publish && publish.equals(RaceCast.TO_READERS);
        boolean isOther = turn.on().stream().anyMatch(RaceCast.OTHER::equals);
        return turn.call().word()
                + (isToReaders
                        ? "_to_readers"
                        : isOther ? "_other" : turn.isToChoose() ? "_any" : "");
    }

    /** How the state differs from the one of the race that has the bare name. */
    static String state(RaceScene scene, Race bare) {
        return scene.path().stream()
                .filter(turn -> !bare.setup().contains(turn))
                .flatMap(turn -> state(scene, turn.name()).stream())
                .map(word -> word + "_")
                .collect(Collectors.joining());
    }

    private static Optional<String> state(RaceScene scene, String name) {
        boolean isConnected = scene.issued().containsKey(RaceCast.IMPORT);
        return switch (name) {
            case "publish" -> isConnected ? Optional.empty() : Optional.of("published");
            case "unpublish" -> Optional.of(isConnected ? "forced_off" : "unpublished");
            case RaceCast.IMPORT ->
                    scene.issued().containsKey(RaceCast.SECOND)
                            ? Optional.empty()
                            : Optional.of("connected");
            case RaceCast.SECOND -> Optional.of("connected_twice");
            case "mapping" -> Optional.of("mapped");
            case RaceCast.DESCRIPTOR -> Optional.of("polled");
            case RaceCast.ANOTHER -> Optional.of("polled_twice");
            case "post" -> Optional.of("posted");
            default -> Optional.empty();
        };
    }

    /**
     * What a race is told apart by though the same hangs on its order: of one connect or disconnect
     * beside one call, whether there are other connections, and whether they are cut off.
     */
    static Set<String> kind(RaceScene scene, List<RaceCall> raced) {
        boolean isAboutConnections =
                raced.size() == 2
                        && raced.stream()
                                .map(RaceCall::call)
                                .anyMatch(call ->
                                        call instanceof Call.Connect
                                                || call instanceof Call.Disconnect);
        return !isAboutConnections
                ? Set.of()
                : scene.path().stream()
                        .flatMap(turn -> state(scene, turn.name()).stream())
                        .filter(Set.of("forced_off", "connected_twice")::contains)
                        .collect(Collectors.toSet());
    }

    /**
     * The promise of connect where connections are made or the exporter's calls meet each other;
     * that of disconnect where an import is disconnected, or what stands in the way of that is
     * made.
     */
    static String clause(List<RaceCall> raced) {
        List<Call> calls = raced.stream().map(RaceCall::call).toList();
        if (calls.stream().anyMatch(Call.Connect.class::isInstance)) {
            return CONNECT;
        }
        boolean isDisconnect = calls.stream().anyMatch(Call.Disconnect.class::isInstance);
        boolean isOfImport = calls.stream().allMatch(RaceNames::standsInTheWay);
        return isDisconnect || isOfImport ? DISCONNECT : CONNECT;
    }

    static boolean standsInTheWay(Call call) {
        return call instanceof Call.Map
                || call instanceof Call.Unmap
                || call instanceof Call.GetPollfd
                || call instanceof Call.ReleasePollfd;
    }
}
