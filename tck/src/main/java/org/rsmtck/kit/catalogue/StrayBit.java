package org.rsmtck.kit.catalogue;

import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.kit.execute.Script;
import org.rsmtck.model.Import;

import java.util.ArrayList;
import java.util.List;

/** Numbers in which one more bit is set, that has no meaning or another one. */
final class StrayBit {
    private final Scenario scenario;
    private final Script script;
    private final int process;
    private final long page;
    private final long controller;

    StrayBit(Scenario scenario, Script script, int process, long page, long controller) {
        this.scenario = scenario;
        this.script = script;
        this.process = process;
        this.page = page;
        this.controller = controller;
    }

    /**
     * Makes the calls of an importer with such numbers.
     *
     * @return the imports that came of them, 0 for none
     */
    List<Long> say(long main, int segment, int bit) {
        int node = scenario.at(Catalogue.NODE_IDS).first();
        int asked = scenario.at(Catalogue.ASKED);
        List<Long> made = new ArrayList<>();
        for (Call connect :
                List.of(
                        new Call.Connect(controller, node ^ bit, segment, asked, Out.VALID),
                        new Call.Connect(controller, node, segment, asked ^ bit, Out.VALID))) {
            made.add(script.issued(process, connect));
        }
        long barrier = script.issued(process, new Call.InitBarrier(main, bit, Out.VALID));
        if (barrier != 0) {
            script.say(process, new Call.DestroyBarrier(barrier));
        }
        script.say(process, new Call.SetMode(main, bit));
        script.say(process, new Call.SetMode(main, Import.IMPLICIT | bit));
        script.say(process, new Call.GetMode(main));
        script.say(process, new Call.SetMode(main, scenario.at(Catalogue.BARRIER_MODE)));
        for (int permission : List.of(Permission.READ, Permission.READ_WRITE)) {
            script.say(process, new Call.Map(main, permission | bit, 0, page, Out.VALID));
            script.say(process, new Call.Unmap(main));
        }
        script.say(process, new Call.SignalPost(main, bit));
        return made;
    }
}
