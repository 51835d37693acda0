package org.rsmtck.kit.execute;

import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Topology;

import java.util.List;
import java.util.Set;

/**
 * Looks at what a sequence has left, so that a refusal with an effect and a success without one are
 * seen. What it does are calls like others, judged like others.
 */
public enum Observer {
    /** Reads everything that can be read through what there is, and leaves it as it was. */
    READER,
    /**
     * Connects anew to whatever is, or is not, published; writes and reads through the new
     * connection.
     */
    NEW_IMPORTER,
    /** Tries every kind of access through every import, granted or not. */
    GRANTEE,
    /**
     * Uses mappings of imports that were cut off, while exporters go on writing: neither may see
     * what the other does.
     */
    STALE_MAPPING,
    /** Asks imports that were cut off by every call that has to say so. */
    CUT_OFF,
    /** Brings back what was lost, and looks again at what there is. */
    RECOVERY,
    /**
     * Takes everything down, trying first what must still be refused, and once more what is gone.
     */
    TEARDOWN;

    /**
     * The orders in which observers follow a sequence: each comes first once, for one may hide what
     * another would see.
     */
    public static final List<List<Observer>> ORDERS =
            List.of(
                    List.of(READER, STALE_MAPPING, RECOVERY, CUT_OFF, NEW_IMPORTER, TEARDOWN),
                    List.of(TEARDOWN),
                    List.of(CUT_OFF, GRANTEE, TEARDOWN),
                    List.of(NEW_IMPORTER, CUT_OFF, TEARDOWN));

    /** How many bytes are looked at in one place. */
    static final int SAMPLE = 64;

    static final Call LOOPBACK = new Call.GetController(Topology.LOOPBACK, Out.VALID);

    /**
     * Makes this observer's calls.
     *
     * @param segments the ids that the sequence may have published under
     */
    public void observe(Invoker voice, Set<Integer> segments) {
        switch (this) {
            case READER -> Reader.observe(voice);
            case NEW_IMPORTER -> NewImporter.observe(voice, segments);
            case GRANTEE -> Grantee.observe(voice);
            case STALE_MAPPING -> StaleMapping.observe(voice);
            case CUT_OFF -> CutOff.observe(voice);
            case RECOVERY -> Recovery.observe(voice);
            case TEARDOWN -> Teardown.observe(voice, segments);
        }
    }
}
