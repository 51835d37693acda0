package org.rsmtck.model;

import java.util.List;
import java.util.stream.Stream;

/** All rules, in the order of the pages. */
public final class Rules {
    private Rules() {}

    public static final List<Rule> ALL =
            Stream.of(
                            ConnectRules.RULES,
                            DisconnectRules.RULES,
                            ControllerRules.RULES,
                            ExportRules.RULES,
                            PublishRules.RULES,
                            MapRules.RULES,
                            TransferRules.RULES,
                            BarrierRules.RULES,
                            PollfdRules.RULES,
                            SignalRules.RULES,
                            MemoryRules.RULES,
                            HandleRules.RULES,
                            PointerRules.RULES)
                    .flatMap(List::stream)
                    .toList();
}
