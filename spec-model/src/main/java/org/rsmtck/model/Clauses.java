package org.rsmtck.model;

import org.rsmtck.model.Clause.Kind;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every clause: those of the page in its order, the frame around it, and the neighbours that the
 * rules bring along.
 */
public final class Clauses {
    private static final String DESCRIPTION = "rsm_memseg_import_connect(3RSM), DESCRIPTION";
    private static final String RETURNS = "rsm_memseg_import_connect(3RSM), RETURN VALUES";
    private static final String ERRORS = "rsm_memseg_import_connect(3RSM), ERRORS";
    private static final String ATTRIBUTES = "rsm_memseg_import_connect(3RSM), ATTRIBUTES";
    private static final String IMPLIED = "implied by rsm_memseg_import_connect(3RSM)";

    private Clauses() {}

    private static final List<Clause> OWN =
            List.of(
                    page(
                            "connect/creates-import",
                            DESCRIPTION,
                            "a successful connect yields a new import segment handle"),
                    page(
                            "connect/logical-connection",
                            DESCRIPTION,
                            "the handle is connected to exactly the segment named by node and"
                                    + " segment id"),
                    page(
                            "connect/physical-connection",
                            DESCRIPTION,
                            "the controller must have a physical connection to the one that the"
                                    + " export was made on"),
                    page(
                            "connect/perm-domain",
                            DESCRIPTION,
                            "the mode asked for is one of 0400, 0200 and 0600"),
                    page(
                            "connect/perm-checked",
                            DESCRIPTION,
                            "the mode and the importer's user and group ids are compared with what"
                                    + " the exporter permits"),
                    page(
                            "connect/perm-denied-if-invalid",
                            DESCRIPTION,
                            "a mode that is not allowed is denied, and nothing is connected"),
                    page(
                            "connect/perm-governs-access",
                            DESCRIPTION,
                            "the granted mode is what later access can do"),
                    page("connect/returns", RETURNS, "0 on success, otherwise an error value"),
                    later(
                            "connect/MT-safe",
                            ATTRIBUTES,
                            "concurrent calls behave as some one-at-a-time order",
                            "a single sequence has no concurrent calls: judged by races and"
                                    + " histories"),
                    error("connect/BAD_SEG_HNDL", "the out parameter cannot take a segment handle"),
                    error(
                            "connect/BAD_CTLR_HNDL",
                            "the controller handle is null, was never issued, or was released"),
                    error(
                            "connect/CTLR_NOT_PRESENT",
                            "the controller was removed, or cannot by its kind reach the node"),
                    error(
                            "connect/PERM_DENIED",
                            "the mode is outside its domain, or refused by the comparison"),
                    error("connect/INSUFFICIENT_MEM", "memory for the handle cannot be had"),
                    error(
                            "connect/INSUFFICIENT_RESOURCES",
                            "descriptors, slots or windows are used up"),
                    error(
                            "connect/SEG_NOT_PUBLISHED_TO_NODE",
                            "the segment is published, and this node is not in its non-empty access"
                                    + " list"),
                    error(
                            "connect/SEG_NOT_PUBLISHED",
                            "no segment with the id is published on the node"),
                    error("connect/BAD_ADDR", "the address of the out parameter is bad"),
                    error(
                            "connect/REMOTE_NODE_UNREACHABLE",
                            "the node does not answer, or there is no path to it"),
                    error("connect/INTERRUPTED", "a signal or a path event broke the attempt"),
                    page(
                            "disconnect/breaks-connection",
                            DESCRIPTION,
                            "a successful disconnect ends the logical connection"),
                    later(
                            "disconnect/frees-resources",
                            DESCRIPTION,
                            "disconnect deallocates what the handle held",
                            "a reply cannot show what is still allocated: judged by probes over"
                                    + " many rounds"),
                    page("disconnect/returns", RETURNS, "0 on success, otherwise an error value"),
                    later(
                            "disconnect/MT-safe",
                            ATTRIBUTES,
                            "concurrent calls behave as some one-at-a-time order",
                            "a single sequence has no concurrent calls: judged by races and"
                                    + " histories"),
                    page(
                            "disconnect/always-possible",
                            DESCRIPTION,
                            "with none of the listed conditions true, disconnect succeeds, whatever"
                                    + " else has gone wrong"),
                    error(
                            "disconnect/BAD_SEG_HNDL",
                            "the handle is null, was never issued, was disconnected already, or is"
                                    + " not an import"),
                    error("disconnect/SEG_STILL_MAPPED", "an explicit mapping is in place"),
                    error(
                            "disconnect/POLLFD_IN_USE",
                            "a poll descriptor got on the handle has not been released"),
                    new Clause(
                            "frame/refusal-changes-nothing",
                            Kind.FRAME,
                            "after a refused call every other call answers as if it had not been"
                                    + " made",
                            IMPLIED,
                            "a refusal shows what it left behind only in later replies: judged by"
                                    + " every call that follows one, in all suites"),
                    frame(
                            "frame/others-untouched",
                            "a call on one handle changes no other handle, process or segment"),
                    frame(
                            "frame/exporter-independent",
                            "importers that come and go never change what the exporter may do"),
                    frame(
                            "frame/forced-disconnect",
                            "unpublish, destroy or death of the exporter ends live imports, for"
                                    + " good"),
                    frame(
                            "frame/no-crash-no-hang",
                            "no input makes the implementation crash, hang or corrupt its caller"));

    /** All clauses that {@code rules} and the page speak of. */
    public static List<Clause> of(List<Rule> rules) {
        Map<String, Clause> clauses = new LinkedHashMap<>();
        for (Clause clause : OWN) {
            clauses.put(clause.id(), clause);
        }
        for (Rule rule : rules) {
            clauses.computeIfAbsent(
                    rule.clause(),
                    id ->
                            new Clause(
                                    id,
                                    Kind.SUPPORTING,
                                    rule.words(),
                                    "the page of " + word(id),
                                    ""));
        }
        return new ArrayList<>(clauses.values());
    }

    private static String word(String id) {
        return id.substring(0, id.indexOf('/'));
    }

    private static Clause page(String id, String source, String words) {
        return new Clause(id, Kind.PAGE, words, source, "");
    }

    private static Clause error(String id, String words) {
        return new Clause(id, Kind.PAGE, words, ERRORS, "");
    }

    private static Clause later(String id, String source, String words, String why) {
        return new Clause(id, Kind.PAGE, words, source, why);
    }

    private static Clause frame(String id, String words) {
        return new Clause(id, Kind.FRAME, words, IMPLIED, "");
    }
}
