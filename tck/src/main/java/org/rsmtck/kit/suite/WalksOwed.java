package org.rsmtck.kit.suite;

import org.rsmtck.api.Call;
import org.rsmtck.explore.Scope;
import org.rsmtck.kit.plan.Owed;
import org.rsmtck.kit.plan.Plan;
import org.rsmtck.model.Model;
import org.rsmtck.model.Rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What walks owe: that they are right in each scope, and that they meet the rules of the page. */
final class WalksOwed {
    private static final List<String> CLAUSES =
            List.of(
                    "connect/logical-connection",
                    "connect/returns",
                    "disconnect/returns",
                    "frame/exporter-independent",
                    "frame/forced-disconnect",
                    "frame/no-crash-no-hang",
                    "frame/others-untouched",
                    "frame/refusal-changes-nothing");

    private WalksOwed() {}

    static List<Owed> of(List<Scope> scopes, List<Rule> toBeMet) {
        List<Owed> owed = new ArrayList<>();
        scopes.forEach(scope -> owed.add(of(scope)));
        toBeMet.forEach(rule -> owed.add(of(rule)));
        return owed;
    }

    static Owed of(Scope scope) {
        return new Owed(WalksSuite.NAME + ": " + scope.name(), WalksSuite.NAME, CLAUSES, List.of());
    }

    static Owed of(Rule rule) {
        return new Owed(
                WalksSuite.NAME + ": meet " + rule.id(),
                WalksSuite.NAME,
                rule.clauses(),
                List.of(rule.id()));
    }

    /**
     * The rules of the page's own calls that any target meets on one node, whatever it is capable
     * of.
     */
    static List<Rule> toBeMet(Model model, long pageSize) {
        Set<String> reachable = Plan.of(model, pageSize).rules().metOnOneNode();
        return model.rules().stream()
                .filter(rule ->
                        rule.on() == Call.Connect.class || rule.on() == Call.Disconnect.class)
                .filter(rule -> reachable.contains(rule.id()))
                .toList();
    }
}
