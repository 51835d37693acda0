package org.rsmtck.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.rsmtck.api.Permission;

/** Where a refusal shows a stack trace, and where nobody would look at one. */
class RefusalTest {

    @Test
    void who_calls_the_interface_is_shown_where_it_was_refused() {
        try (TestFabric fabric = TestFabric.oneNode();
                Rsm rsm = fabric.join(1)) {
            Controller controller = rsm.controller("loopback");
            RsmException refusal =
                    catchThrowableOfType(
                            RsmException.class,
                            () -> controller.connect(1, TestFabric.SEGMENT, Permission.READ));
            assertThat(refusal.getStackTrace())
                    .anyMatch(frame -> frame.getClassName().equals(RefusalTest.class.getName()));
        }
    }

    @Test
    void where_the_code_alone_is_answered_there_is_no_stack_trace() {
        try (TestFabric fabric = TestFabric.oneNode();
                Rsm rsm = fabric.join(1)) {
            Controller controller = rsm.controller("loopback");
            RsmException refusal =
                    catchThrowableOfType(
                            RsmException.class,
                            () ->
                                    RsmException.byCode(() ->
                                            controller.connect(
                                                    1, TestFabric.SEGMENT, Permission.READ)));
            assertThat(refusal.getStackTrace()).isEmpty();
        }
    }
}
