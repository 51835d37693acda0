package org.rsmtck.kit.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rsmtck.api.Call;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.execute.Setting;
import org.rsmtck.kit.judge.Hypothesis.Kind;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;

import java.util.List;
import java.util.Set;

/** Which clause a reply breaks that the model does not allow, and how that is said. */
class AttributionTest {
    private static final Model STRICT = Pages.model(Profile.STRICT);
    private static final Setting ALONE =
            new Setting(
                    Topology.oneNode(),
                    List.of(new Setting.Member(1, Credentials.user(1001, 101, 022))));
    private static final Call CONTROLLER = new Call.GetController(Topology.LOOPBACK, Out.VALID);
    private static final long HELD = 0x1000;

    /** After a controller was got: nothing is published. */
    private static Judge judge() {
        Judge judge = Judge.of(STRICT, ALONE.start(4096), Set.of(Interpretation.NONE));
        assertThat(judge.observe(0, CONTROLLER, new Reply.Handle(HELD))).isNotEmpty();
        return judge;
    }

    private static Mismatch mismatch(Call call, Reply reply) {
        Judge judge = judge();
        Mismatch mismatch =
                new Mismatch(new Observation.Called(0, call, reply), judge.allowed(0, call, reply));
        assertThat(judge.observe(0, call, reply)).isEmpty();
        return mismatch;
    }

    private static Call connect(long controller, int permission) {
        return new Call.Connect(controller, 1, 0x400000, permission, Out.VALID);
    }

    private static Attribution of(Call call, Reply reply, Hypothesis... suspected) {
        return Attribution.of(STRICT, mismatch(call, reply), List.of(suspected));
    }

    @Test
    void a_success_breaks_the_clause_of_the_refusal_that_was_due() {
        assertThat(of(connect(0, Permission.READ), new Reply.Handle(0x2000)).clause())
                .isEqualTo("connect/BAD_CTLR_HNDL");
        assertThat(of(connect(HELD, Permission.READ), new Reply.Handle(0x2000)).clause())
                .isEqualTo("connect/SEG_NOT_PUBLISHED");
    }

    @Test
    void of_several_refusals_that_were_due_each_is_broken() {
        Attribution both = of(connect(HELD, 0), new Reply.Handle(0x2000));
        assertThat(both.also()).isNotEmpty();
        assertThat(List.of("connect/PERM_DENIED", "connect/SEG_NOT_PUBLISHED"))
                .allSatisfy(clause ->
                        assertThat(both.clause().equals(clause) || both.also().contains(clause))
                                .isTrue());
    }

    @Test
    void an_error_where_success_was_due_breaks_the_clause_of_that_error_too() {
        Attribution wrong = of(CONTROLLER, new Reply.Refused(RsmError.CTLR_NOT_PRESENT));
        assertThat(
                        wrong.clause().equals("get_controller/CTLR_NOT_PRESENT")
                                || wrong.also().contains("get_controller/CTLR_NOT_PRESENT"))
                .isTrue();
    }

    @Test
    void no_reply_breaks_the_frame() {
        assertThat(of(connect(HELD, Permission.READ), new Reply.NoReply("killed")).clause())
                .isEqualTo("frame/no-crash-no-hang");
    }

    @Test
    void an_earlier_call_that_is_suspected_comes_first() {
        List<String> clauses = List.of("disconnect/breaks-connection");
        assertThat(
                        of(
                                        connect(HELD, Permission.READ),
                                        new Reply.Handle(0x2000),
                                        new Hypothesis(0, Kind.SUCCESS_WITHOUT_EFFECT, clauses))
                                .clause())
                .isEqualTo("disconnect/breaks-connection");
        // What it did beside its task is a guess of last resort.
        assertThat(
                        of(
                                        connect(HELD, Permission.READ),
                                        new Reply.Handle(0x2000),
                                        new Hypothesis(0, Kind.SIDE_EFFECT, clauses))
                                .clause())
                .isEqualTo("connect/SEG_NOT_PUBLISHED");
    }

    @Test
    void what_was_allowed_and_why_nothing_else_was_is_told_by_the_rules() {
        Mismatch success = mismatch(connect(HELD, Permission.READ), new Reply.Handle(0x2000));
        assertThat(FailureDescription.allowed(success))
                .singleElement()
                .asString()
                .startsWith("SEG_NOT_PUBLISHED")
                .contains("connect/SEG_NOT_PUBLISHED");
        assertThat(FailureDescription.exclusions(STRICT, success))
                .anySatisfy(sentence ->
                        assertThat(sentence)
                                .startsWith("success is excluded by connect/SEG_NOT_PUBLISHED"));

        Mismatch refusal =
                mismatch(connect(HELD, Permission.READ), new Reply.Refused(RsmError.PERM_DENIED));
        assertThat(FailureDescription.exclusions(STRICT, refusal))
                .isNotEmpty()
                .allSatisfy(
                        sentence -> assertThat(sentence).doesNotContain("does not hold that no"));
    }
}
