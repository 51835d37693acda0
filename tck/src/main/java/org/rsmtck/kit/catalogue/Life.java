package org.rsmtck.kit.catalogue;

import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Event;
import org.rsmtck.api.Limits;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Topology.Link;
import org.rsmtck.explore.Scopes;
import org.rsmtck.kit.execute.Program;
import org.rsmtck.kit.execute.Script;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.execute.Setting.Member;
import org.rsmtck.model.Model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * The life of a connection as a scenario has it: among others, used, ended, and given back. The
 * model decides what each call comes to.
 */
public final class Life {
    private static final int EXPORTER = 0;

    private final Limits limits;
    private final Scenario scenario;
    private final Place place;
    private final NodeIds nodes;
    private final long page;
    private final int importer;
    private final Script script;
    private final Exporting exporting;
    private final Importing importing;

    private Life(Model model, Scenario scenario, long page, Limits limits) {
        this.limits = limits;
        this.scenario = scenario;
        this.place = scenario.at(Catalogue.PLACE);
        this.nodes = scenario.at(Catalogue.NODE_IDS);
        this.page = page;
        this.importer = place.isExporter() ? EXPORTER : 1;
        this.script = new Script(model, setting(), page);
        this.exporting = new Exporting(scenario, script, EXPORTER, page);
        this.importing = new Importing(scenario, script, importer, page);
    }

    /**
     * The program of the scenario.
     *
     * @param pageSize of the target, in bytes
     * @param limits that it declares: what no value of the scenario asks for stays within them
     */
    public static Program of(Model model, Scenario scenario, long pageSize, Limits limits) {
        Life life = new Life(model, scenario, pageSize, limits);
        life.live();
        return life.script.program();
    }

    /**
     * Whether no other program may run at the same time: it publishes under an id that another one
     * may come to use.
     */
    public static boolean isAlone(Scenario scenario) {
        int segment = scenario.at(Catalogue.SEGMENT);
        return segment != 0 && segment != Scopes.FIRST;
    }

    private Setting setting() {
        int id = scenario.at(Catalogue.UID);
        int real = scenario.at(Catalogue.REAL_IDS) ? id + 1 : id;
        Kin kin = scenario.at(Catalogue.KIN);
        Credentials owner =
                new Credentials(
                        id, id, real, real, kin.exportersGroups(), scenario.at(Catalogue.UMASK));
        List<Member> members = new ArrayList<>(List.of(new Member(nodes.first(), owner)));
        if (importer != EXPORTER) {
            members.add(new Member(place.node(nodes), kin.of().apply(owner)));
        }
        for (int other = 0; other < others(); other++) {
            members.add(new Member(place.nodeOfOthers(nodes), owner));
        }
        return new Setting(place.topology(nodes), members);
    }

    /** The others are needed to die. */
    private int others() {
        return Math.max(scenario.at(Catalogue.IMPORTERS), scenario.at(Catalogue.DEATHS));
    }

    private void live() {
        exporting.begin();
        List<Long> besides = besides();
        importing.begin(exporting);
        importing.use(exporting);
        exporting.poll();
        exporting.write();
        exporting.look();
        importing.get();
        if (isAlone(scenario)) {
            importing.connectToNeighbours(exporting.segment());
            exporting.connectToNamesakes();
        }
        for (int time = 0; time < scenario.at(Catalogue.REBINDS); time++) {
            exporting.rebind(time);
            importing.look();
        }
        Mutual mutual = new Mutual(scenario, script, EXPORTER, importer, page);
        mutual.begin(exporting.controller(), importing.controller(), exporting.segment());
        for (int death = 0; death < scenario.at(Catalogue.DEATHS); death++) {
            script.cause(new Event.Killed(importer + 1 + death));
        }
        loseNowAndThen();
        importing.look();
        importing.takeSignals();
        exporting.takeSignals();
        end();
        importing.look();
        importing.takeLastSignals();
        exporting.takeLastSignals();
        exporting.look();
        lookBesides(besides);
        mutual.look();
        afterwards();
        lookBesides(besides);
        mutual.giveBack();
        giveBack();
        lookBesides(besides);
    }

    /**
     * What importers gave back may have taken memory of the exporter's with it, and what one had
     * mapped when it was cut off may be what the next one is given.
     */
    private void giveBack() {
        importing.giveBack();
        exporting.look();
        exporting.publishAnew();
        importing.connectAndMap(exporting.segment());
        exporting.publishAnew();
        importing.giveBackLast();
        exporting.look();
        exporting.takeLastSignals();
        importing.connectAndMap(exporting.segment());
        exporting.onMain(Call.Unpublish::new);
        importing.giveBackLast();
        exporting.publishAnew();
        importing.connectAndMap(exporting.segment());
        importing.giveBackLast();
        if (isAlone(scenario)) {
            exporting.goBesideNeighbours(importing);
        }
        if (!place.links(nodes).isEmpty()) {
            Changes changes = new Changes(scenario, script, EXPORTER, importer);
            changes.makeAll(exporting.main(), importing.controller(), limits.accessEntries());
        }
        exporting.giveBack();
        importing.connect(exporting.segment());
        importing.leave();
    }

    /** The imports of the others, 0 for none, one after another. */
    private List<Long> besides() {
        List<Long> besides = new ArrayList<>();
        for (int other = importer + 1; other <= importer + others(); other++) {
            long controller =
                    script.issued(other, new Call.GetController(place.controller(), Out.VALID));
            besides.add(
                    controller == 0
                            ? 0
                            : script.issued(
                                    other,
                                    Importing.connection(
                                            scenario,
                                            controller,
                                            exporting.segment(),
                                            Permission.READ_WRITE)));
        }
        return besides;
    }

    private void lookBesides(List<Long> besides) {
        for (int i = 0; i < besides.size(); i++) {
            if (besides.get(i) != 0) {
                int process = importer + 1 + i;
                script.say(process, new Call.SetMode(besides.get(i), 0));
                script.say(process, new Call.Get(besides.get(i), 0, 16, Out.VALID));
                script.askIfCutOff(process, besides.get(i), false);
            }
        }
    }

    private void end() {
        switch (scenario.at(Catalogue.END)) {
            case DISCONNECT -> importing.disconnect();
            case UNPUBLISH -> exporting.onMain(Call.Unpublish::new);
            case DESTROY -> {
                exporting.onMain(Call.ExportDestroy::new);
                exporting.onMain(Call.Unpublish::new);
                exporting.onMain(Call.ExportDestroy::new);
            }
            case REPUBLISH_TO_NOBODY ->
                    exporting.onMain(export ->
                            new Call.Republish(
                                    export, new Listing(1, 0).of(place.node(nodes), 0666)));
            case CONTROLLER_RELEASED -> importing.releaseControllers();
            case EXPORTER_KILLED -> {
                script.cause(new Event.Killed(EXPORTER));
                importing.tryToConnect(exporting.others());
            }
            case LINK_LOST -> lose(Loss.LINK);
            case NODE_LOST -> script.cause(new Event.NodeLost(place.node(nodes)));
            case EXPORTERS_NODE_LOST -> lose(Loss.EXPORTERS_NODE);
            case EXPORTERS_CONTROLLER_REMOVED -> lose(Loss.EXPORTERS_CONTROLLER);
            case IMPORTERS_CONTROLLER_REMOVED -> lose(Loss.IMPORTERS_CONTROLLER);
        }
    }

    /** Where it happens an even number of times, it is over before anybody looks. */
    private void loseNowAndThen() {
        int losses = scenario.at(Catalogue.LOSSES);
        for (int loss = 0; loss < losses; loss++) {
            Loss what = scenario.at(Catalogue.LOST);
            lose(what);
            if (losses % 2 != 0) {
                exporting.writeWords();
                importing.look();
                importing.connect(exporting.segment());
            }
            links(what).forEach(link -> script.cause(what.back(link, nodes.first())));
            importing.connect(exporting.segment());
        }
    }

    private void lose(Loss what) {
        links(what).forEach(link -> what.going(link, nodes.first()).forEach(script::cause));
    }

    private List<Link> links(Loss what) {
        return what.isBeside() ? place.linksBeside(nodes) : place.links(nodes);
    }

    private void afterwards() {
        LongFunction<Call> under =
                export ->
                        new Call.Publish(
                                export,
                                scenario.at(Catalogue.SEGMENT),
                                AccessList.everyone(),
                                Out.VALID);
        switch (scenario.at(Catalogue.AFTERWARDS)) {
            case NOTHING -> {}
            case AGAIN -> importing.again(exporting.segment());
            case PUBLISHED_ANEW -> {
                exporting.onMain(Call.Unpublish::new);
                exporting.onMain(under);
                importing.again(exporting.segment());
            }
            case PUBLISHED_ELSEWHERE -> {
                exporting.onMain(Call.Unpublish::new);
                exporting.onMain(export ->
                        new Call.Publish(
                                export, Exporting.ANOTHER_ID, AccessList.everyone(), Out.VALID));
                importing.again(exporting.segment());
                importing.again(Exporting.ANOTHER_ID);
            }
            case ANOTHER_IN_ITS_PLACE -> {
                exporting.onMain(Call.Unpublish::new);
                exporting.another(under);
                importing.again(exporting.segment());
            }
        }
        importing.look();
    }
}
