package org.rsmtck.kit.catalogue;

import org.rsmtck.api.Capability;
import org.rsmtck.api.Permission;
import org.rsmtck.model.Import;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The quantities and shapes that programs are made of. Numbers stand where a count, a width or a
 * table may end: at each power of two, one below and one above.
 */
public final class Catalogue {
    private static final List<Integer> MANY =
            List.of(
                    0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129,
                    255, 256, 257, 1023, 1024, 1025);
    private static final List<Integer> SOME =
            List.of(
                    0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 255,
                    256, 257, 300);
    private static final List<Integer> FEW = List.of(0, 1, 2, 3, 4, 5, 8);

    static final Quantity<Place> PLACE =
            Quantity.of("importer", List.of(Place.values()), Place::words, Place::needs);

    static final Quantity<NodeIds> NODE_IDS =
            Quantity.of("node ids", NodeIds.all(), NodeIds::words, NodeIds::needs);

    static final Quantity<Kin> KIN =
            Quantity.of("importer's user", Kin.all(), Kin::words, Kin::needs);

    static final Quantity<Integer> UID =
            Quantity.of(
                    "exporter's user and group id",
                    List.of(
                            1001,
                            0,
                            255,
                            256,
                            32767,
                            32768,
                            65534,
                            65535,
                            65536,
                            65537,
                            16_777_217,
                            0x8000_0001),
                    Integer::toUnsignedString,
                    id -> id == 1001 ? Set.of() : Set.of(Capability.CREDENTIALS));

    static final Quantity<Boolean> REAL_IDS =
            Quantity.of(
                    "exporter's real ids",
                    List.of(false, true),
                    others -> others ? "others than its effective ones" : "its effective ones",
                    others -> others ? Set.of(Capability.CREDENTIALS) : Set.of());

    static final Quantity<Integer> UMASK =
            Quantity.of(
                    "exporter's umask",
                    List.of(0, 022, 027, 077, 0137, 0333, 0777),
                    Catalogue::octal,
                    mask -> mask == 0 ? Set.of() : Set.of(Capability.CREDENTIALS));

    static final Quantity<Listing> LIST =
            Quantity.of("access list", Listing.all(), Listing::words, Listing::needs);

    static final Quantity<Integer> MODE =
            Quantity.of(
                    "permission in the access list",
                    List.of(
                            0660, 0666, 0600, 0640, 0604, 0606, 0644, 0664, 0646, 0400, 0440, 0404,
                            0444, 0200, 0220, 0202, 0222, 0060, 0006, 0040, 0004, 0020, 0002, 0),
                    Catalogue::octal);

    static final Quantity<Integer> ASKED =
            Quantity.of(
                    "permission asked for",
                    List.of(Permission.READ_WRITE, Permission.READ, Permission.WRITE),
                    Permission::name);

    static final Quantity<Integer> SEGMENT =
            Quantity.of("segment id", segments(), id -> id == 0 ? "chosen" : hex(id));

    static final Quantity<Integer> PAGES =
            Quantity.count(
                    "pages of the segment",
                    List.of(
                            3, 1, 2, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 64, 255, 256, 257, 513,
                            1025));

    static final Quantity<Span> SPAN = Quantity.of("bytes of a transfer", Span.all(), Span::words);

    static final Quantity<Units> UNITS =
            Quantity.of("units of a transfer", Units.all(), Units::words);

    static final Quantity<Window> WINDOW =
            Quantity.of("mapping", List.of(Window.values()), Window::words);

    static final Quantity<Integer> BARRIER_MODE =
            Quantity.of(
                    "barrier mode",
                    List.of(Import.EXPLICIT, Import.IMPLICIT),
                    mode -> mode == Import.EXPLICIT ? "explicit" : "implicit");

    static final Quantity<Integer> STRAY_BIT =
            Quantity.of(
                    "bit set besides in flags, modes and types",
                    IntStream.range(-1, Integer.SIZE).boxed().toList(),
                    bit -> bit < 0 ? "none" : String.valueOf(bit));

    static final Quantity<Integer> IMPORTS =
            Quantity.count("imports of the process besides", usually(5, MANY));

    static final Quantity<Spread> SPREAD =
            Quantity.of("what is imported besides", List.of(Spread.values()), Spread::words);

    static final Quantity<Integer> IMPORTERS = Quantity.count("processes that import besides", FEW);

    static final Quantity<Integer> EXPORTS =
            Quantity.count("exports published besides", usually(2, MANY));

    static final Quantity<Rank> RANK =
            Quantity.of("place among those", List.of(Rank.values()), Rank::words);

    static final Quantity<Integer> ROUNDS =
            Quantity.count("rounds of connect and disconnect before", MANY);

    static final Quantity<Integer> ACCESSES =
            Quantity.count("rounds of map, put, get and unmap before", MANY);

    static final Quantity<Integer> LIVES =
            Quantity.count("rounds of publish and unpublish before", SOME);

    static final Quantity<Integer> CONTROLLERS =
            Quantity.count("times that the controller was got again", SOME);

    static final Quantity<Integer> POLLFDS =
            Quantity.count("poll descriptors held", usually(1, SOME));

    static final Quantity<Integer> SIGNALS = Quantity.count("signals pending", usually(2, SOME));

    static final Quantity<Integer> BARRIERS = Quantity.count("barriers", SOME);

    static final Quantity<Integer> REPUBLICATIONS = Quantity.count("republications", SOME);

    static final Quantity<Integer> REBINDS =
            Quantity.count(
                    "rebinds while the import is there",
                    List.of(0, 1, 2, 3, 4, 8, 9, 15, 16, 17, 31, 32, 33));

    static final Quantity<Mutuality> MUTUAL =
            Quantity.of("exports of the importer", List.of(Mutuality.values()), Mutuality::words);

    static final Quantity<Integer> LOSSES =
            Quantity.of(
                    "losses and returns of the path",
                    List.of(0, 1, 2, 3, 4, 5, 8, 9, 15, 16, 17),
                    String::valueOf,
                    times -> times == 0 ? Set.of() : Set.of(Capability.LINK_FAULTS));

    static final Quantity<Loss> LOST =
            Quantity.of(
                    "what goes and comes back of the path",
                    List.of(Loss.values()),
                    Loss::words,
                    Loss::needs);

    static final Quantity<Integer> DEATHS =
            Quantity.of(
                    "deaths of other importers",
                    List.of(0, 1, 2, 3),
                    String::valueOf,
                    times -> times == 0 ? Set.of() : Set.of(Capability.KILL));

    static final Quantity<End> END =
            Quantity.of("end of the connection", List.of(End.values()), End::words, End::needs);

    static final Quantity<Order> ORDER =
            Quantity.of("order of giving back", List.of(Order.values()), Order::words);

    static final Quantity<Afterwards> AFTERWARDS =
            Quantity.of("afterwards", List.of(Afterwards.values()), Afterwards::words);

    /** All of them, in the order in which scenarios name their values. */
    public static final List<Quantity<?>> ALL =
            List.of(
                    PLACE,
                    NODE_IDS,
                    KIN,
                    UID,
                    REAL_IDS,
                    UMASK,
                    LIST,
                    MODE,
                    ASKED,
                    SEGMENT,
                    PAGES,
                    SPAN,
                    UNITS,
                    WINDOW,
                    BARRIER_MODE,
                    STRAY_BIT,
                    IMPORTS,
                    SPREAD,
                    IMPORTERS,
                    EXPORTS,
                    RANK,
                    ROUNDS,
                    ACCESSES,
                    LIVES,
                    CONTROLLERS,
                    POLLFDS,
                    SIGNALS,
                    BARRIERS,
                    REPUBLICATIONS,
                    REBINDS,
                    MUTUAL,
                    LOSSES,
                    LOST,
                    DEATHS,
                    END,
                    ORDER,
                    AFTERWARDS);

    private Catalogue() {}

    static int place(Quantity<?> quantity) {
        for (int place = 0; place < ALL.size(); place++) {
            if (ALL.get(place) == quantity) {
                return place;
            }
        }
        throw new IllegalArgumentException(quantity + " is not in the catalogue");
    }

    /** All of them, but as a rule so many. */
    private static List<Integer> usually(int count, List<Integer> all) {
        List<Integer> counts = new ArrayList<>(List.of(count));
        all.stream().filter(other -> other != count).forEach(counts::add);
        return counts;
    }

    /** The first free one, one of the implementation's choice, each bit alone, and the ends. */
    private static List<Integer> segments() {
        List<Integer> segments = new ArrayList<>(List.of(0x400000, 0));
        IntStream.range(0, 31)
                .map(bit -> 1 << bit)
                .filter(id -> id > 0x400000)
                .forEach(segments::add);
        IntStream.range(0, 22).map(bit -> 0x400000 | 1 << bit).forEach(segments::add);
        segments.addAll(List.of(0x7FFFFFFF, 0x7FFFFFFE, 0x3FFFFF, 0x300000, 1, 0x80000000, -1));
        return segments;
    }

    private static String octal(int mode) {
        return "0" + Integer.toOctalString(mode);
    }

    private static String hex(int id) {
        return "0x" + Integer.toHexString(id);
    }
}
