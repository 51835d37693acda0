package org.rsmtck.model.page;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.toSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmtck.api.Call;
import org.rsmtck.api.Call.OnHandle;
import org.rsmtck.model.Rule;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/** Every call has a page, on which every rule of it can be found by its name. */
class PagesTest {
    static Stream<Class<?>> calls() {
        return Arrays.stream(Call.class.getPermittedSubclasses()).filter(Class::isRecord);
    }

    @Test
    void no_two_rules_have_one_id() {
        assertThat(Pages.RULES).extracting(Rule::id).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void every_rule_of_a_call_is_a_constant_of_its_page(Class<?> call)
            throws ReflectiveOperationException {
        Class<?> page = Class.forName(getClass().getPackageName() + "." + call.getSimpleName());

        assertThat(constants(page))
                .containsExactlyInAnyOrderElementsOf(
                        Pages.RULES.stream().filter(rule -> rule.on() == call).toList());
    }

    private static Set<Rule> constants(Class<?> page) {
        return Arrays.stream(page.getDeclaredFields())
                .filter(field -> field.getType() == Rule.class)
                .map(PagesTest::valueOf)
                .collect(toSet());
    }

    private static Rule valueOf(Field constant) {
        try {
            return (Rule) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError("a constant of this package", e);
        }
    }

    @Test
    void every_call_on_a_handle_says_what_holds_of_a_wrong_one() {
        assertThat(Pages.RULES)
                .filteredOn(rule -> rule.id().endsWith("-wrong-handle"))
                .<Class<?>>extracting(Rule::on)
                .containsExactlyInAnyOrderElementsOf(
                        calls().filter(OnHandle.class::isAssignableFrom).toList());
    }
}
