package org.rsmtck.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rsmtck.api.Call;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.RsmError;
import org.rsmtck.model.page.Pages;

import java.util.Arrays;
import java.util.List;

/** Pointers of the caller that are not mapped. */
class PointerTest {
    private static final Call CONNECT =
            new Call.Connect(Story.CONTROLLER, 1, Story.SEGMENT, Permission.READ, Out.UNMAPPED);

    @Test
    void strict_refuses_to_connect_through_one() {
        Story story = connectedBefore(Profile.STRICT);

        assertThat(story.promises(1, CONNECT)).isTrue();
        assertThat(story.saw(1, CONNECT, Story.refused(RsmError.BAD_ADDR)).isExplained()).isTrue();
    }

    @Test
    void strict_never_succeeds_through_one() {
        Story story = connectedBefore(Profile.STRICT).saw(1, CONNECT, Story.handle(0x31));

        assertThat(story.isExplained()).isFalse();
    }

    @Test
    void man_page_promises_nothing_of_one() {
        assertThat(connectedBefore(Profile.MAN_PAGE).promises(1, CONNECT)).isFalse();
    }

    private static Story connectedBefore(Profile profile) {
        return Story.onOneNode(profile).connected("loopback", Permission.READ);
    }

    @Test
    void every_call_that_takes_a_pointer_says_what_holds_of_one() {
        List<Class<?>> withPointer =
                Arrays.stream(Call.class.getPermittedSubclasses())
                        .filter(Class::isRecord)
                        .filter(type ->
                                Arrays.stream(type.getRecordComponents())
                                        .anyMatch(part -> part.getType() == Out.class))
                        .toList();

        assertThat(Pages.RULES)
                .filteredOn(rule -> rule.id().endsWith("-unmapped-pointer"))
                .extracting(Rule::on)
                .hasSameElementsAs(
                        withPointer.stream()
                                .<Class<? extends Call>>map(type -> type.asSubclass(Call.class))
                                .toList());
    }
}
