package org.rsmtck.kit.suite;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;

import org.junit.jupiter.api.Test;
import org.rsmtck.api.Call;
import org.rsmtck.api.Capabilities;
import org.rsmtck.api.Capability;
import org.rsmtck.api.Memory;
import org.rsmtck.kit.execute.Action;
import org.rsmtck.kit.execute.Program;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Random;

class WalkTest {
    private static final int PAGE = 4096;
    private static final int WALKS = 5;
    private static final Model MODEL = Pages.model(Profile.STRICT);

    /**
     * Else what a mapping still shows of memory that was exchanged would be taken for another's.
     */
    @Test
    void memory_is_filled_like_no_other_of_the_walk() {
        List<Program> programs = new ArrayList<>();
        JqwikSession.run(() -> {
            RandomGenerator<WalkPlan> plans =
                    WalkArbitraries.longPlans(
                                    WalkScopes.ofLongLives(
                                            new Capabilities(
                                                    EnumSet.allOf(Capability.class),
                                                    EnumSet.noneOf(Capability.class),
                                                    PAGE)),
                                    PAGE,
                                    1)
                            .generator(WALKS, true);
            Random random = new Random(1);
            for (int i = 0; i < WALKS; i++) {
                programs.add(
                        Walk.of(
                                MODEL,
                                MODEL.profile().readings().getFirst(),
                                plans.next(random).value(),
                                PAGE,
                                new HashMap<>()));
            }
        });

        assertThat(programs.stream().mapToInt(one -> memories(one).size()).sum())
                .isGreaterThan(10 * WALKS);
        assertThat(programs)
                .allSatisfy(one ->
                        assertThat(memories(one)).extracting(Memory::fill).doesNotHaveDuplicates());
    }

    private static List<Memory> memories(Program program) {
        List<Memory> memories = new ArrayList<>();
        for (Action act : program.acts()) {
            if (act instanceof Action.Calling calling) {
                if (calling.call() instanceof Call.ExportCreate create) {
                    memories.add(create.memory());
                } else if (calling.call() instanceof Call.Rebind rebind) {
                    memories.add(rebind.memory());
                }
            }
        }
        return memories;
    }
}
