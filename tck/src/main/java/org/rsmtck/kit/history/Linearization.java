package org.rsmtck.kit.history;

import org.rsmtck.model.Model;

/** Whether some order of the operations explains a history, transfers that tear included. */
final class Linearization {
    private Linearization() {}

    /**
     * @throws Budget.BudgetExceededException when it has taken too much work
     */
    static Search.Result of(Model model, History history, Budget work) {
        Operations operations = Operations.of(history);
        Search.Result whole = new Search(model, history, operations, Part.WHOLE, work).run();
        if (!(whole instanceof Search.Result.NoOrder)) {
            return whole;
        }
        Search.Result last = whole;
        for (Part part : Tearing.parts(operations)) {
            last = new Search(model, history, operations, part, work).run();
            if (!(last instanceof Search.Result.Ordered)) {
                return last instanceof Search.Result.NoOrder ? whole : last;
            }
        }
        return last;
    }
}
