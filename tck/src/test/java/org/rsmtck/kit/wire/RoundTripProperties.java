package org.rsmtck.kit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Reply;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.stream.Stream;

/** What is written is read back as it was, and is as flat and plain as promised. */
class RoundTripProperties {
    private static final JsonMapper JSON = new JsonMapper();

    @Provide
    Arbitrary<Call> calls() {
        return Anything.of(Call.class);
    }

    @Provide
    Arbitrary<Reply> replies() {
        return Anything.of(Reply.class);
    }

    @Provide
    Arbitrary<Event> events() {
        return Anything.of(Event.class);
    }

    @Provide
    Arbitrary<Line> lines() {
        return Arbitraries.oneOf(
                calls().map(Wire::of), replies().map(Wire::of), events().map(Wire::of));
    }

    @Property(tries = 2000)
    void a_call_is_read_back_as_it_was(@ForAll("calls") Call call) {
        assertThat(Wire.call(Wire.of(call).toString())).isEqualTo(call);
    }

    @Property
    void a_reply_is_read_back_as_it_was(@ForAll("replies") Reply reply) {
        assertThat(Wire.reply(Wire.of(reply).toString())).isEqualTo(reply);
    }

    @Property
    void an_event_is_read_back_as_it_was(@ForAll("events") Event event) {
        assertThat(Wire.event(Wire.of(event).toString())).isEqualTo(event);
    }

    @Property
    void a_line_is_one_flat_object_of_integers_and_strings_in_printable_ascii(
            @ForAll("lines") Line line) {
        assertThat(line.toString()).matches("[ -~]+");
        JsonNode object = JSON.readTree(line.toString());
        assertThat(object.isObject()).isTrue();
        assertThat(object.values()).allMatch(value -> value.isString() || value.isIntegralNumber());
    }

    @Property
    void fields_of_the_writer_can_be_put_around_a_call(
            @ForAll("calls") Call call, @ForAll long time, @ForAll String who) {
        String text = Line.EMPTY.with("time", time).with(Wire.of(call)).with("who", who).toString();

        Line line = Line.parse(text);

        assertThat(line.integer("time")).isEqualTo(time);
        assertThat(line.text("who")).isEqualTo(who);
        assertThat(Wire.call(line.without("time", "who"))).isEqualTo(call);
    }

    @Property
    void any_text_is_read_or_refused_with_a_sentence(@ForAll String text) {
        isReadOrRefused(text);
    }

    /** A line with one character changed, one dropped or one put in. */
    @Property(tries = 5000)
    void a_damaged_line_is_read_or_refused_with_a_sentence(
            @ForAll("lines") Line line, @ForAll int where, @ForAll("signs") String sign) {
        String text = line.toString();
        int at = Math.floorMod(where, text.length());
        Stream.of(0, 1)
                .map(dropped -> text.substring(0, at) + sign + text.substring(at + dropped))
                .forEach(RoundTripProperties::isReadOrRefused);
    }

    @Provide
    Arbitrary<String> signs() {
        return Arbitraries.of(
                "", "\"", "{", "}", "[", ":", ",", "-", "9", "8", "x", ".", "e", " ", "%", "/", ">",
                "null", "true", "\\", "\u0000", "\uD800");
    }

    private static void isReadOrRefused(String text) {
        Stream.<Runnable>of(() -> Wire.call(text), () -> Wire.reply(text), () -> Wire.event(text))
                .forEach(read -> {
                    try {
                        read.run();
                    } catch (MalformedLineException refused) {
                        assertThat(refused).hasMessageMatching("(?s).+;.+|.+(cannot be|cut off).*");
                    }
                });
    }
}
