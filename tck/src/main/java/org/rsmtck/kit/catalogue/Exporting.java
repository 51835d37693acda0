package org.rsmtck.kit.catalogue;

import org.rsmtck.api.AccessList;
import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.explore.Scopes;
import org.rsmtck.kit.execute.Script;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** What the exporter does in a life: one export matters, others are there besides. */
final class Exporting {
    static final int ANOTHER_ID = Scopes.SECOND;
    private static final int MAIN_FILL = 1;
    private static final int REBINDABLE = 1;
    private static final int FIRST_REBOUND = 10_000;
    private static final int FEW = 3;

    /** How a node and an id may be folded into one number. */
    private static final List<Integer> SHIFTS = List.of(0, 8, 16, 24);

    private static final List<Integer> FACTORS = List.of(1, 31);
    private static final int STRAY_FILL = 20_000;
    private static final long FIRST_WORD = 0x4558_504F_5254_4552L;

    private final Scenario scenario;
    private final Place place;
    private final Script script;
    private final int process;
    private final long page;
    private final List<Long> exports = new ArrayList<>();

    /** Ids under which the others are published. */
    private final List<Integer> others = new ArrayList<>();

    private long controller;
    private long main;
    private int segment;
    private int written;

    Exporting(Scenario scenario, Script script, int process, long page) {
        this.scenario = scenario;
        this.place = scenario.at(Catalogue.PLACE);
        this.script = script;
        this.process = process;
        this.page = page;
        this.segment = scenario.at(Catalogue.SEGMENT);
    }

    /** The id under which the main export is, or was, published. */
    int segment() {
        return segment;
    }

    long controller() {
        return controller;
    }

    /** The export that matters. */
    long main() {
        return main;
    }

    /** Ids under which the others are published. */
    List<Integer> others() {
        return others;
    }

    void begin() {
        controller = script.issued(process, new Call.GetController(place.controller(), Out.VALID));
        int count = scenario.at(Catalogue.EXPORTS);
        int before = scenario.at(Catalogue.RANK).before(count);
        for (int i = 0; i < count; i++) {
            if (i == before) {
                publishMain();
            }
            publishOther(i);
        }
        if (before == count) {
            publishMain();
        }
    }

    private void publishOther(int index) {
        long export = script.issued(process, create(MAIN_FILL + 1 + index, page));
        exports.add(export);
        script.say(process, new Call.Publish(export, 0, AccessList.everyone(), Out.VALID))
                .filter(Reply.Published.class::isInstance)
                .ifPresent(reply -> others.add(((Reply.Published) reply).segment()));
    }

    private Call create(int fill, long length) {
        return new Call.ExportCreate(
                controller, Memory.aligned(fill), length, REBINDABLE, Out.VALID);
    }

    private void publishMain() {
        main = script.issued(process, create(MAIN_FILL, scenario.at(Catalogue.PAGES) * page));
        exports.add(main);
        for (int round = 0; round < scenario.at(Catalogue.LIVES); round++) {
            script.say(process, publication(AccessList.everyone()));
            script.say(process, new Call.Unpublish(main));
        }
        AccessList list = list(scenario.at(Catalogue.LIST));
        if (!isPublished(list)) {
            isPublished(list(new Listing(1, 1)));
        }
        for (int time = scenario.at(Catalogue.REPUBLICATIONS); time > 0; time--) {
            boolean isForNobody = time % 2 == 0;
            script.say(
                    process,
                    new Call.Republish(main, isForNobody ? list(new Listing(1, 0)) : list));
        }
        script.say(process, new Call.ExporterWrite(main, 0, Bytes.ofWord(FIRST_WORD)));
        scenario.strayBit().ifPresent(this::tryFlags);
    }

    /** Makes an export with these flags, and tries what they may allow. */
    private void tryFlags(int flags) {
        long export =
                script.issued(
                        process,
                        new Call.ExportCreate(
                                controller, Memory.aligned(STRAY_FILL), page, flags, Out.VALID));
        if (export != 0) {
            script.say(process, new Call.Rebind(export, Memory.aligned(STRAY_FILL + 1), 0, page));
            script.say(process, new Call.ExportDestroy(export));
        }
    }

    private AccessList list(Listing listing) {
        return listing.of(place.node(scenario.at(Catalogue.NODE_IDS)), scenario.at(Catalogue.MODE));
    }

    private boolean isPublished(AccessList list) {
        return script.say(process, publication(list))
                .filter(Reply.Published.class::isInstance)
                .map(reply -> segment = ((Reply.Published) reply).segment())
                .isPresent();
    }

    private Call publication(AccessList list) {
        return new Call.Publish(main, scenario.at(Catalogue.SEGMENT), list, Out.VALID);
    }

    /** Publishes the main export to everyone, and writes to it before and after. */
    void publishAnew() {
        script.say(process, new Call.Unpublish(main));
        writeWords();
        onMain(_ -> publication(AccessList.everyone()));
        writeWords();
    }

    /** A word at each end, other ones every time. */
    void writeWords() {
        written++;
        Bytes word = Bytes.ofWord(FIRST_WORD + written);
        long from = written % 3L * Long.BYTES;
        long end = scenario.at(Catalogue.PAGES) * page;
        script.say(process, new Call.ExporterWrite(main, from, word));
        script.say(process, new Call.ExporterWrite(main, end - Long.BYTES - from, word));
    }

    /** Other memory takes the place of the main export's. */
    void rebind(int time) {
        int fill = FIRST_REBOUND + time;
        long length = scenario.at(Catalogue.PAGES) * page;
        script.say(process, new Call.Rebind(main, Memory.aligned(fill), 0, length));
    }

    /** Connects to where the main export would be, were node and id one number: to nothing. */
    void connectToNamesakes() {
        NodeIds nodes = scenario.at(Catalogue.NODE_IDS);
        if (place.topology(nodes).nodes().size() == 1) {
            return;
        }
        int one = nodes.first();
        int other = nodes.second();
        List<Integer> namesakes = new ArrayList<>();
        SHIFTS.forEach(shift -> namesakes.add(segment ^ (one ^ other) << shift));
        FACTORS.forEach(factor -> namesakes.add(segment + factor * (one - other)));
        for (int namesake : namesakes) {
            script.say(
                    process,
                    new Call.Connect(controller, other, namesake, Permission.READ, Out.VALID));
        }
    }

    /** Makes a call on the main export. */
    void onMain(LongFunction<Call> call) {
        script.say(process, call.apply(main))
                .filter(Reply.Published.class::isInstance)
                .filter(reply -> ((Reply.Published) reply).segment() != ANOTHER_ID)
                .ifPresent(reply -> segment = ((Reply.Published) reply).segment());
    }

    /** While the main export is not there, others are whose ids are like its own. */
    void goBesideNeighbours(Importing importing) {
        for (int bit : Neighbours.BITS) {
            int id = segment ^ 1 << bit;
            another(export -> new Call.Publish(export, id, AccessList.everyone(), Out.VALID));
            script.say(process, new Call.Unpublish(main));
            importing.connect(id);
            script.say(process, publication(AccessList.everyone()));
            importing.connect(segment);
            script.say(process, new Call.ExportDestroy(exports.removeLast()));
            importing.connect(segment);
        }
    }

    /** Makes an export more, and a call on it. */
    void another(LongFunction<Call> call) {
        long export =
                script.issued(
                        process, create(MAIN_FILL + 1 + scenario.at(Catalogue.EXPORTS), 2 * page));
        exports.add(export);
        script.say(process, call.apply(export));
    }

    /** Writes what is transferred too. */
    void write() {
        Span span = scenario.at(Catalogue.SPAN);
        long length = scenario.at(Catalogue.PAGES) * page;
        byte[] bytes = new byte[span.bytes(length)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 7 + i / 251 + 1);
        }
        script.say(process, new Call.ExporterWrite(main, span.from(length), Bytes.of(bytes)));
    }

    /** Looks at some of the memory that it exports. */
    void look() {
        for (long export : Sample.of(exports)) {
            script.say(process, new Call.ExporterRead(export, 0, 16));
        }
        Span span = scenario.at(Catalogue.SPAN);
        long length = scenario.at(Catalogue.PAGES) * page;
        script.say(process, new Call.ExporterRead(main, span.from(length), span.bytes(length)));
    }

    /** Holds as many poll descriptors as the importer does, and can be destroyed no more. */
    void poll() {
        int held = scenario.at(Catalogue.POLLFDS);
        for (int i = 0; i < held; i++) {
            script.say(process, new Call.GetPollfd(main));
        }
        for (int i = 0; i < held; i++) {
            if (held - i < FEW) {
                script.say(process, new Call.ExportDestroy(main));
            }
            script.say(process, new Call.ReleasePollfd(main));
        }
    }

    /** Waits for all signals but one that have come. */
    void takeSignals() {
        for (int left = scenario.at(Catalogue.SIGNALS); left > 1; left--) {
            script.say(process, new Call.SignalWait(main, 0));
        }
    }

    /** Waits for the last signal, and for one that has not come. */
    void takeLastSignals() {
        script.say(process, new Call.SignalWait(main, 0));
        script.say(process, new Call.SignalWait(main, 0));
    }

    /** Posts as many signals as the importer has posted. */
    void post() {
        for (int posted = 0; posted < scenario.at(Catalogue.SIGNALS); posted++) {
            script.say(process, new Call.SignalPost(main, 0));
        }
    }

    void giveBack() {
        for (long export : scenario.at(Catalogue.ORDER).of(exports)) {
            script.say(process, new Call.Unpublish(export));
            script.say(process, new Call.ExportDestroy(export));
        }
        for (long export : Sample.of(exports)) {
            script.say(process, new Call.ExportDestroy(export));
        }
        script.say(process, new Call.ReleaseController(controller));
    }
}
