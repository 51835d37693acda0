package org.rsmtck.kit.catalogue;

import org.rsmtck.api.AccessList;
import org.rsmtck.api.Bytes;
import org.rsmtck.api.Call;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.explore.Scopes;
import org.rsmtck.kit.execute.Script;
import org.rsmtck.model.Import;

/** A second connection, the other way round: the importer exports, and the exporter imports. */
final class Mutual {
    private static final int ANOTHER_ID = Scopes.FIRST + 2;
    private static final int FILL = 20_000;
    private static final Bytes WORD = Bytes.ofWord(0x4D55_5455_414C_4C59L);

    private final Scenario scenario;
    private final Script script;
    private final int exporter;
    private final int importer;
    private final long page;
    private long export;
    private long connection;

    Mutual(Scenario scenario, Script script, int exporter, int importer, long page) {
        this.scenario = scenario;
        this.script = script;
        this.exporter = exporter;
        this.importer = importer;
        this.page = page;
    }

    /**
     * Makes it, over these controllers, where the scenario asks for it.
     *
     * @param exported the id of the exporter's segment
     */
    void begin(long exportersController, long importersController, int exported) {
        Mutuality kind = scenario.at(Catalogue.MUTUAL);
        if (kind == Mutuality.NONE) {
            return;
        }
        int id = kind == Mutuality.SAME_ID ? exported : ANOTHER_ID;
        export =
                script.issued(
                        importer,
                        new Call.ExportCreate(
                                importersController, Memory.aligned(FILL), page, 0, Out.VALID));
        script.say(importer, new Call.Publish(export, id, AccessList.everyone(), Out.VALID));
        int node = scenario.at(Catalogue.PLACE).node(scenario.at(Catalogue.NODE_IDS));
        connection =
                script.issued(
                        exporter,
                        new Call.Connect(
                                exportersController, node, id, Permission.READ_WRITE, Out.VALID));
        script.say(exporter, new Call.SetMode(connection, Import.EXPLICIT));
        look();
    }

    /** Writes and reads through it. */
    void look() {
        if (connection != 0) {
            script.say(exporter, new Call.Put(connection, 8, WORD, Out.VALID));
            script.say(exporter, new Call.Get(connection, 0, 24, Out.VALID));
            script.say(importer, new Call.ExporterRead(export, 0, 24));
        }
    }

    void giveBack() {
        if (export != 0) {
            script.say(exporter, new Call.Disconnect(connection));
            script.say(importer, new Call.Unpublish(export));
            script.say(importer, new Call.ExportDestroy(export));
        }
    }
}
