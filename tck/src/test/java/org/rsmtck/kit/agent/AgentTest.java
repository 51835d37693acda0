package org.rsmtck.kit.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rsmtck.kit.agent.AgentTalk.line;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmtck.kit.wire.Line;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What an agent answers, to the letter of its protocol. The library behind it is {@code
 * src/test/c/stub/librsm.c}: connect misbehaves in the way that its node says.
 */
@Timeout(120)
class AgentTest {
    @TempDir private static Path folder;

    private static final List<List<String>> AGENTS = new ArrayList<>();

    private static final String DONE = "'reply':'done'";
    private static final String UNSET = "0xa5a5a5a5a5a5a5a5";

    @BeforeAll
    static void compile() throws IOException {
        AGENTS.clear();
        AGENTS.addAll(CAgent.both(folder.resolve("whole")));
    }

    static List<List<String>> agents() {
        return AGENTS;
    }

    /** On the JVM, thread 0 reads nothing while it makes a call, and nothing interrupts a call. */
    static List<List<String>> agentsInC() {
        return AGENTS.subList(0, 1);
    }

    private static String connect(int node) {
        return "'call':'connect','controller':'0x1000','node':%d,'segment':4194304,'permission':'0400','out':'valid'"
                .formatted(node);
    }

    private static String create(String memory, long length) {
        return "'call':'create','controller':'0x1000','memory':'%s','length':%d,'flags':1,'out':'valid'"
                .formatted(memory, length);
    }

    private static String on(String call, String handle) {
        return "'call':'%s','handle':'%s'".formatted(call, handle);
    }

    private static String refused(int error, String out) {
        return "'reply':'refused','error':%d,'out':'%s'".formatted(error, out);
    }

    private static String refused(int error) {
        return refused(error, "0x0");
    }

    /** An export of 8192 bytes under 0x400000, and an import of it. */
    private static String importOf(AgentTalk talk) {
        assertThat(talk.ask("'call':'get_controller','name':'loopback','out':'valid'"))
                .isEqualTo(line("'reply':'handle','value':'0x1000'"));
        String export = talk.ask(create("aligned:16", 8192)).text("value");
        assertThat(
                        talk.ask(
                                on("publish", export)
                                        + ",'segment':4194304,'access':'null:0','id':'valid'"))
                .isEqualTo(line("'reply':'published','segment':4194304"));
        return talk.ask(connect(1)).text("value");
    }

    private static long held(AgentTalk talk, String what) {
        return talk.ask("'call':'get_segmentid_range','application':'" + what + "','out':'valid'")
                .integer("base");
    }

    @ParameterizedTest
    @MethodSource("agents")
    void it_greets_and_ends_with_its_input(List<String> agent) throws Exception {
        try (AgentTalk talk = new AgentTalk(agent)) {
            Line greeting = talk.greeting();
            assertThat(greeting.integer("v")).isEqualTo(1);
            assertThat(greeting.integer("pid")).isEqualTo(talk.pid());
            assertThat(greeting.integer("page_size")).isPositive();
            assertThat(greeting.text("events"))
                    .isEqualTo(talk.isOnJvm() ? "descriptors" : "memory,descriptors,interruption");
            assertThat(greeting.text("missing")).isEmpty();
            assertThat(greeting.text("umask")).matches("0[0-7]*");
            assertThat(greeting.text("groups")).matches("([0-9]+(,[0-9]+)*)?");
            assertThat(greeting.fields().keySet())
                    .containsExactlyInAnyOrder(
                            "v",
                            "agent",
                            "pid",
                            "uid",
                            "gid",
                            "real_uid",
                            "real_gid",
                            "groups",
                            "umask",
                            "page_size",
                            "events",
                            "abilities",
                            "missing");
            assertThat(greeting.text("abilities"))
                    .isEqualTo(talk.isOnJvm() ? "races,ends" : "races,ends,forks");
            assertThat(talk.end()).isZero();
            assertThat(talk.isAtEnd()).isTrue();
        }
    }

    private static int turn(AgentTalk talk, String around, String call) {
        int request = talk.say("'race':1," + around + "," + call);
        assertThat(talk.read().without("v"))
                .isEqualTo(line("'request':" + request + ",'reply':'done'"));
        return request;
    }

    @ParameterizedTest
    @MethodSource("agents")
    void trials_of_a_race_are_counted_by_what_came_out(List<String> agent) {
        try (AgentTalk talk = new AgentTalk(agent)) {
            int controller =
                    turn(
                            talk,
                            "'part':'base'",
                            "'call':'get_controller','name':'loopback','out':'valid'");
            int export =
                    turn(
                            talk,
                            "'part':'base','handle_from':" + controller,
                            create("aligned:16", 8192));
            turn(
                    talk,
                    "'part':'setup','handle_from':" + export,
                    on("publish", "0x0") + ",'segment':4194304,'access':'null:0','id':'valid'");
            turn(talk, "'part':'race','racer':1,'handle_from':" + controller, connect(1));
            turn(talk, "'part':'race','racer':2,'handle_from':" + export, on("unpublish", "0x0"));
            turn(
                    talk,
                    "'part':'after','careful':1,'handle_from':" + export,
                    on("unpublish", "0x0"));

            Line answer = talk.ask("'do':'race','race':1,'trials':20,'milliseconds':5000");

            assertThat(answer.integer("trials")).isEqualTo(20);
            assertThat(answer.integer("overlaps")).isBetween(0L, 20L);
            assertThat(answer.text("outcomes").split(";"))
                    .allMatch(outcome -> outcome.matches("[0-9]+\\*[^,]+,[^,]+,[^,]+"));
            assertThat(
                            Stream.of(answer.text("outcomes").split(";"))
                                    .mapToLong(outcome ->
                                            Long.parseLong(
                                                    outcome.substring(0, outcome.indexOf('*'))))
                                    .sum())
                    .isEqualTo(20);
            assertThat(talk.ask("'do':'clear'").integer("left")).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void a_race_that_cannot_be_set_up_is_told_of(List<String> agent) {
        try (AgentTalk talk = new AgentTalk(agent)) {
            int controller =
                    turn(
                            talk,
                            "'part':'base'",
                            "'call':'get_controller','name':'loopback','out':'valid'");
            turn(talk, "'part':'setup','handle_from':" + controller, connect(1));
            Line answer = talk.ask("'do':'race','race':1,'trials':20,'milliseconds':5000");

            assertThat(answer.integer("trials")).isZero();
            assertThat(answer.text("outcomes"))
                    .matches("100\\*!2=refused:[0-9]+|100\\*!2=refused_with_out:[0-9]+");
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void what_is_no_race_is_malformed(List<String> agent) {
        try (AgentTalk talk = new AgentTalk(agent)) {
            assertThat(
                            talk.ask("'do':'race','race':7,'trials':1,'milliseconds':1")
                                    .text("malformed"))
                    .contains("race", "tell them first");
            assertThat(talk.ask("'race':1,'part':'middle'," + connect(1)).text("malformed"))
                    .contains("middle");
            assertThat(
                            talk.ask("'race':1,'part':'setup','handle_from':99," + connect(1))
                                    .text("malformed"))
                    .contains("handle_from");
            assertThat(talk.ask("'race':1,'part':'race','racer':5," + connect(1)).text("malformed"))
                    .contains("racer");
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void every_call_is_made(List<String> agent) {
        try (AgentTalk talk = new AgentTalk(agent)) {
            String im = importOf(talk);
            assertThat(im).as("all 64 bits").isEqualTo("0xfedcba9876540000");
            Map<String, String> replies = new TreeMap<>();
            replies.put(
                    "'call':'get_controller_attr','controller':'0x1000','out':'valid'",
                    "'reply':'attributes','directAccessSizes':15,'atomicSizes':8,'pageSize':4096");
            replies.put(
                    "'call':'get_topology','out':'valid'",
                    "'reply':'interconnect','node':7,'connections':'wi%002dre%00f60>2/wire1:active,"
                            + "wi%002dre%00f60>4294967295/wire2:down'");
            replies.put(
                    "'call':'get_controller','name':'\\u00f6','out':'valid'",
                    "'reply':'handle','value':'0x1000'");
            replies.put("'call':'get_controller','name':'wire0','out':'valid'", refused(4));
            replies.put(
                    "'call':'get_segmentid_range','application':'nobody','out':'valid'",
                    refused(43));
            replies.put(
                    "'call':'get_segmentid_range','application':'exports','out':'valid'",
                    "'reply':'segment_ids','base':1,'length':0");
            replies.put(create("aligned:1", 0), refused(20));
            replies.put(create("aligned:1", -1), refused(20));
            replies.put(create("misaligned:1", 8192), refused(17));
            replies.put(create("null:0", 8192), refused(16));
            replies.put(
                    on("rebind", "0x30000") + ",'memory':'aligned:-2','offset':0,'length':8192",
                    DONE);
            replies.put(on("republish", "0x30000") + ",'access':'1:0600,2:0400'", DONE);
            replies.put(on("republish", "0x30000") + ",'access':''", DONE);
            replies.put(on("republish", "0x30000") + ",'access':'null:3'", refused(21));
            replies.put(on("republish", "0x30000") + ",'access':'1:0600,99:0'", refused(21));
            replies.put(on("republish", "0x30000") + ",'access':'4294967295:01000'", refused(21));
            replies.put(on("set_mode", im) + ",'mode':0", DONE);
            replies.put(on("set_mode", im) + ",'mode':-1", refused(25));
            replies.put(on("signal_wait", im) + ",'timeout':1", refused(42));
            replies.put(on("get_pollfd", im), "'reply':'pollfd','fd':77,'events':64");
            replies.put(on("disconnect", "0x0"), refused(5));
            replies.put(on("unmap", "0xffffffffffffffff"), refused(5));
            replies.put(on("destroy", "0x1"), refused(5));
            replies.forEach(
                    (call, answer) -> assertThat(talk.ask(call)).as(call).isEqualTo(line(answer)));
            assertThat(talk.ask(on("get_mode", im))).isEqualTo(line("'reply':'mode','mode':0"));
            assertThat(talk.ask(on("release_pollfd", im))).isEqualTo(line(DONE));
            assertThat(talk.ask(on("signal_post", im) + ",'flags':2")).isEqualTo(line(DONE));
            assertThat(talk.ask(on("signal_wait", im) + ",'timeout':0")).isEqualTo(line(DONE));
            assertThat(talk.ask(on("disconnect", im))).isEqualTo(line(DONE));
            assertThat(talk.ask(on("unpublish", "0x30000"))).isEqualTo(line(DONE));
            assertThat(talk.ask(on("destroy", "0x30000"))).isEqualTo(line(DONE));
            assertThat(talk.ask("'call':'release_controller','controller':'0x1000'"))
                    .isEqualTo(line(DONE));
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void bytes_travel(List<String> agent) {
        try (AgentTalk talk = new AgentTalk(agent)) {
            String im = importOf(talk);
            String ex = "0x30000";
            assertThat(talk.ask(on("get", im) + ",'offset':4,'length':9,'buffer':'valid'"))
                    .as("the pattern of fill 16")
                    .isEqualTo(line("'reply':'data','bytes':'100000000800000010'"));
            assertThat(talk.ask(on("put", im) + ",'offset':8190,'data':'abcd','buffer':'valid'"))
                    .isEqualTo(line(DONE));
            assertThat(talk.ask(on("exporter_read", ex) + ",'offset':8188,'length':4"))
                    .isEqualTo(line("'reply':'data','bytes':'1000abcd'"));
            for (int width : new int[] {1, 2, 4, 8}) {
                String data = "0102030405060708".repeat(2);
                assertThat(
                                talk.ask(
                                        on("put_units", im)
                                                + ",'width':%d,'offset':16,'data':'%s','buffer':'valid'"
                                                        .formatted(width, data)))
                        .isEqualTo(line(DONE));
                assertThat(
                                talk.ask(
                                        on("get_units", im)
                                                + ",'width':%d,'offset':16,'count':%d,'buffer':'valid'"
                                                        .formatted(width, 16 / width)))
                        .isEqualTo(line("'reply':'data','bytes':'" + data + "'"));
            }
            assertThat(talk.ask(on("get", im) + ",'offset':0,'length':0,'buffer':'valid'"))
                    .isEqualTo(line("'reply':'data','bytes':''"));
            for (long length :
                    new long[] {-1, 8193, 1 << 22, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE}) {
                assertThat(
                                talk.ask(
                                        on("get", im)
                                                + ",'offset':0,'length':"
                                                + length
                                                + ",'buffer':'valid'"))
                        .as("length " + length)
                        .isEqualTo(line(refused(20)));
            }
            assertThat(talk.ask(on("load", im) + ",'offset':0,'length':1").text("reply"))
                    .isEqualTo("no_reply");
            assertThat(
                            talk.ask(
                                    on("map", im)
                                            + ",'permission':'0600','offset':4096,'length':4096,'address':'valid'"))
                    .isEqualTo(line(DONE));
            assertThat(talk.ask(on("load", im) + ",'offset':0,'length':4"))
                    .isEqualTo(line("'reply':'data','bytes':'00100000'"));
            assertThat(talk.ask(on("store", im) + ",'offset':4,'data':'ff'")).isEqualTo(line(DONE));
            assertThat(talk.ask(on("exporter_read", ex) + ",'offset':4100,'length':2"))
                    .isEqualTo(line("'reply':'data','bytes':'ff00'"));
            assertThat(talk.ask(on("load", im) + ",'offset':4096,'length':1").text("reply"))
                    .isEqualTo("no_reply");
            assertThat(talk.ask(on("exporter_write", ex) + ",'offset':0,'data':'77'"))
                    .isEqualTo(line(DONE));
            assertThat(talk.ask(on("get", im) + ",'offset':0,'length':1,'buffer':'valid'"))
                    .isEqualTo(line("'reply':'data','bytes':'77'"));
            assertThat(
                            talk.ask(on("exporter_read", "0x30001") + ",'offset':0,'length':1")
                                    .text("reply"))
                    .isEqualTo("no_reply");
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void lines_may_be_long(List<String> agent) {
        try (AgentTalk talk = new AgentTalk(agent)) {
            talk.ask("'call':'get_controller','name':'loopback','out':'valid'");
            talk.ask(create("aligned:16", 1 << 20));
            talk.ask(on("publish", "0x30000") + ",'segment':4194304,'access':'','id':'valid'");
            String im = talk.ask(connect(1)).text("value");
            String data = "5a".repeat(520_000);
            assertThat(
                            talk.ask(
                                    on("put", im)
                                            + ",'offset':1,'data':'"
                                            + data
                                            + "','buffer':'valid'"))
                    .isEqualTo(line(DONE));
            assertThat(talk.ask(on("get", im) + ",'offset':1,'length':520000,'buffer':'valid'"))
                    .isEqualTo(line("'reply':'data','bytes':'" + data + "'"));
            assertThat(
                            talk.ask(on("get", im) + ",'offset':0,'length':600000,'buffer':'valid'")
                                    .has("unable"))
                    .isTrue();
            talk.write(" ".repeat((1 << 20) + 1) + "\n");
            assertThat(talk.read())
                    .isEqualTo(
                            line(
                                    "'v':1,'request':0,'malformed':'the line is longer than 1 MiB;"
                                            + " send it in parts'"));
            assertThat(talk.ask("'do':'clear'")).isEqualTo(line("'left':0"));
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void results_are_taken_as_they_come(List<String> agent) {
        try (AgentTalk talk = new AgentTalk(agent)) {
            assertThat(talk.ask(connect(2))).isEqualTo(line("'reply':'unknown','number':-1"));
            assertThat(talk.ask(connect(3))).isEqualTo(line("'reply':'unknown','number':4242"));
            assertThat(talk.ask(connect(16))).isEqualTo(line("'reply':'unknown','number':46"));
            assertThat(talk.ask(connect(15))).isEqualTo(line("'reply':'unknown','number':134"));
            assertThat(talk.ask(connect(13))).isEqualTo(line(refused(27, UNSET)));
            assertThat(talk.ask(connect(14))).isEqualTo(line(refused(27, "0x0")));
            assertThat(talk.ask(connect(1).replace("'valid'", "'null'")))
                    .isEqualTo(line(refused(16)));
            assertThat(talk.ask(connect(8))).isEqualTo(line("'reply':'handle','value':'0x0'"));
            assertThat(talk.ask(connect(20))).isEqualTo(line("'reply':'handle','value':'0x0'"));
            assertThat(talk.ask("'do':'clear'"))
                    .as("null handles are not given back")
                    .isEqualTo(line("'left':0"));
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void writes_beside_the_target_are_seen(List<String> agent) {
        String beyond =
                "'reply':'no_reply','how':'the call wrote beyond the memory that it was given a"
                        + " pointer to'";
        String before =
                "'reply':'no_reply','how':'the call wrote before the memory that it was given a"
                        + " pointer to'";
        try (AgentTalk talk = new AgentTalk(agent)) {
            assertThat(talk.ask(connect(4))).isEqualTo(line(beyond));
            assertThat(talk.ask(connect(5))).isEqualTo(line(before));
            assertThat(talk.ask(connect(13)))
                    .as("the next call")
                    .isEqualTo(line(refused(27, UNSET)));
            String im = importOf(talk);
            assertThat(talk.ask(on("get", im) + ",'offset':13,'length':7,'buffer':'valid'"))
                    .isEqualTo(line(beyond));
            assertThat(talk.ask(on("init_barrier", im) + ",'type':2,'barrier':'valid'"))
                    .isEqualTo(line(beyond));
            assertThat(
                            talk.ask(
                                    on("put", im)
                                            + ",'offset':13,'data':'01020304050607','buffer':'valid'"))
                    .as("what is to be read")
                    .isEqualTo(
                            line(
                                    "'reply':'no_reply','how':'the call changed the memory that it"
                                            + " was to read'"));
            talk.ask("'do':'clear'");
            assertThat(held(talk, "imports")).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void pointers_are_what_the_request_says(List<String> agent) {
        try (AgentTalk talk = new AgentTalk(agent)) {
            assertThat(talk.ask(connect(20) + ",'pointer':'misaligned'"))
                    .isEqualTo(line(refused(17)));
            assertThat(talk.ask(connect(20) + ",'pointer':'unmapped'"))
                    .isEqualTo(line(refused(16)));
            assertThat(talk.ask(connect(20) + ",'pointer':'readonly'"))
                    .isEqualTo(line(refused(16)));
            assertThat(talk.ask(connect(20).replace("'valid'", "'unmapped'")))
                    .isEqualTo(line(refused(16)));
            assertThat(
                            talk.ask(
                                    "'call':'get_controller_attr','controller':'0x1000','out':'valid','pointer':'unmapped'"))
                    .isEqualTo(line(refused(16)));
            String im = importOf(talk);
            String get = ",'offset':8,'length':4,'buffer':'valid','pointer':";
            assertThat(talk.ask(on("get", im) + get + "'readonly'")).isEqualTo(line(refused(16)));
            assertThat(talk.ask(on("get", im) + get + "'unmapped'")).isEqualTo(line(refused(16)));
            assertThat(talk.ask(on("get", im) + get + "'misaligned'"))
                    .isEqualTo(line("'reply':'data','bytes':'08000000'"));
            String put = ",'offset':8,'data':'0a0b','buffer':'valid','pointer':";
            assertThat(talk.ask(on("put", im) + put + "'readonly'")).isEqualTo(line(DONE));
            assertThat(talk.ask(on("put_units", im) + ",'width':2" + put + "'misaligned'"))
                    .isEqualTo(line(refused(17)));
            assertThat(
                            talk.ask(
                                    on("put", im)
                                            + ",'offset':9,'data':'0c','buffer':'valid','pointer':'misaligned'"))
                    .isEqualTo(line(DONE));
            assertThat(talk.ask(on("exporter_read", "0x30000") + ",'offset':8,'length':3"))
                    .isEqualTo(line("'reply':'data','bytes':'0a0c00'"));
            assertThat(talk.ask(on("put", im) + ",'offset':9,'data':'0c','buffer':'null'"))
                    .isEqualTo(line(refused(16)));
            assertThat(talk.ask(on("unmap", im) + ",'pointer':'readonly'").has("malformed"))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void barriers_are_structures_of_the_agent(List<String> agent) {
        try (AgentTalk talk = new AgentTalk(agent)) {
            String im = importOf(talk);
            String init = on("init_barrier", im) + ",'type':1,'barrier':'valid'";
            String first = talk.ask(init).text("value");
            String second = talk.ask(init).text("value");
            assertThat(first).isNotEqualTo(second);
            for (String call :
                    List.of("open_barrier", "order_barrier", "close_barrier", "destroy_barrier")) {
                assertThat(talk.ask(on(call, first))).as(call).isEqualTo(line(DONE));
                assertThat(talk.ask(on(call, "0x0"))).as(call).isEqualTo(line(refused(13)));
                assertThat(talk.ask(on(call, "0x123456789"))).as(call).isEqualTo(line(refused(35)));
            }
            assertThat(talk.ask(on("open_barrier", first)))
                    .as("kept though destroyed")
                    .isEqualTo(line(refused(35)));
            assertThat(talk.ask("'do':'clear'")).isEqualTo(line("'left':0"));
            assertThat(held(talk, "barriers"))
                    .as("the second is destroyed, the first not again")
                    .isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void clear_gives_back_everything(List<String> agent) {
        try (AgentTalk talk = new AgentTalk(agent)) {
            for (int round = 0; round < 3; round++) {
                String im = importOf(talk);
                talk.ask("'call':'get_controller','name':'loopback','out':'valid'");
                talk.ask(
                        on("map", im)
                                + ",'permission':'0400','offset':0,'length':8192,'address':'valid'");
                talk.ask(on("get_pollfd", im));
                talk.ask(on("get_pollfd", im));
                talk.ask(on("get_pollfd", "0x30000"));
                talk.ask(on("init_barrier", im) + ",'type':1,'barrier':'valid'");
                talk.ask(
                        on("rebind", "0x30000") + ",'memory':'aligned:3','offset':0,'length':8192");
                talk.ask(connect(1));
                assertThat(held(talk, "imports")).isEqualTo(2);
                assertThat(held(talk, "pollfds")).isEqualTo(3);
                assertThat(talk.ask("'do':'clear'")).isEqualTo(line("'left':0"));
                for (String what :
                        List.of(
                                "imports",
                                "exports",
                                "controllers",
                                "pollfds",
                                "mappings",
                                "barriers")) {
                    assertThat(held(talk, what)).as(what).isZero();
                }
                assertThat(talk.ask("'do':'clear'")).isEqualTo(line("'left':0"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void usage_does_not_grow(List<String> agent) {
        try (AgentTalk talk = new AgentTalk(agent)) {
            Line before = null;
            for (int round = 0; round < 40; round++) {
                importOf(talk);
                talk.ask("'do':'clear'");
                if (round == 10) {
                    before = talk.ask("'do':'usage'");
                }
            }
            Line after = talk.ask("'do':'usage'");
            assertThat(after.integer("descriptors"))
                    .isPositive()
                    .isEqualTo(before.integer("descriptors"));
            assertThat(after.integer("mappings"))
                    .isPositive()
                    .isEqualTo(before.integer("mappings"));
            assertThat(after.integer("resident")).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void what_the_library_reads_and_prints_does_no_harm(List<String> agent) throws Exception {
        try (AgentTalk talk = new AgentTalk(agent)) {
            assertThat(talk.ask(connect(7)))
                    .as("its input is empty")
                    .isEqualTo(line(refused(44, UNSET)));
            assertThat(talk.ask("'do':'clear'")).isEqualTo(line("'left':0"));
            assertThat(talk.end()).isZero();
            assertThat(talk.isAtEnd()).isTrue();
            assertThat(talk.errors()).contains("the library prints");
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void the_mask_of_modes_can_be_set(List<String> agent) {
        try (AgentTalk talk = new AgentTalk(agent)) {
            for (String mask : List.of("027", "077", "0")) {
                assertThat(talk.ask("'do':'umask','mask':'" + mask + "'")).isEqualTo(line(DONE));
                assertThat(held(talk, "umask")).isEqualTo(Integer.parseInt(mask, 8));
            }
            for (String mask : List.of("", "9", "22", "01000", "0x1")) {
                assertThat(talk.ask("'do':'umask','mask':'" + mask + "'").has("malformed"))
                        .as(mask)
                        .isTrue();
            }
            assertThat(talk.ask("'do':'umask'").has("malformed")).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void shortages_are_felt_until_they_end(List<String> agent) {
        Map<String, List<Integer>> needy =
                Map.of("descriptors", List.of(10), "memory", List.of(11, 18, 19, 21));
        Map<Integer, Integer> errors = Map.of(10, 31, 11, 32, 18, 32, 19, 32, 21, 32);
        try (AgentTalk talk = new AgentTalk(agent)) {
            Line before = talk.ask("'do':'usage'");
            needy.forEach((resource, nodes) -> {
                if (!talk.greeting().text("events").contains(resource)) {
                    return;
                }
                String event = ",'process':0,'resource':'" + resource + "'";
                for (int node : nodes) {
                    assertThat(talk.ask(connect(node)))
                            .isEqualTo(line("'reply':'handle','value':'" + UNSET + "'"));
                    assertThat(talk.ask("'event':'shortage'" + event)).isEqualTo(line(DONE));
                    assertThat(talk.ask(connect(node)))
                            .as(resource + " " + node)
                            .isEqualTo(line(refused(errors.get(node), UNSET)));
                    assertThat(talk.ask(create("aligned:2", 8192)).text("reply"))
                            .isNotEqualTo("no_reply");
                    assertThat(talk.ask(connect(node)))
                            .as(resource + " again")
                            .isEqualTo(line(refused(errors.get(node), UNSET)));
                    assertThat(talk.ask("'event':'shortage_over'" + event)).isEqualTo(line(DONE));
                    assertThat(talk.ask(connect(node)).text("reply")).isEqualTo("handle");
                    assertThat(talk.ask("'event':'shortage'" + event)).isEqualTo(line(DONE));
                    assertThat(talk.ask("'do':'clear'").has("left")).isTrue();
                    assertThat(talk.ask(connect(node)).text("reply"))
                            .as("after clear")
                            .isEqualTo("handle");
                }
            });
            assertThat(talk.ask("'event':'link_lost','link':'1/wire0-2/wire0'").has("unable"))
                    .isTrue();
            assertThat(
                            talk.ask("'event':'shortage','process':0,'resource':'time'")
                                    .has("malformed"))
                    .isTrue();
            assertThat(talk.ask("'do':'usage'").integer("descriptors"))
                    .isEqualTo(before.integer("descriptors"));
        }
    }

    @ParameterizedTest
    @MethodSource("agentsInC")
    void an_interruption_hits_one_call(List<String> agent) {
        try (AgentTalk talk = new AgentTalk(agent)) {
            for (int round = 0; round < 20; round++) {
                assertThat(talk.ask("'event':'interruption','process':5")).isEqualTo(line(DONE));
                assertThat(talk.ask(on("load", "0x1") + ",'offset':0,'length':1").text("reply"))
                        .as("not made by a C function")
                        .isEqualTo("no_reply");
                assertThat(talk.ask(connect(9))).isEqualTo(line(refused(41, UNSET)));
                assertThat(talk.ask(connect(13))).isEqualTo(line(refused(27, UNSET)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("agentsInC")
    void threads_do_not_wait_for_each_other(List<String> agent) throws Exception {
        try (AgentTalk talk = new AgentTalk(agent)) {
            for (int round = 0; round < 3; round++) {
                String im = importOf(talk);
                int waits = talk.say(on("signal_wait", im) + ",'timeout':60000");
                int posts = talk.say(on("signal_post", im) + ",'flags':0,'thread':63");
                assertThat(List.of(talk.read().integer("request"), talk.read().integer("request")))
                        .containsExactlyInAnyOrder((long) waits, (long) posts);
                int stuck = talk.say(on("signal_wait", im) + ",'timeout':60000");
                assertThat(talk.isSilentFor(Duration.ofMillis(20))).as("thread 0 waits").isTrue();
                int frees = talk.say(on("signal_post", im) + ",'flags':0,'thread':1");
                assertThat(List.of(talk.read().integer("request"), talk.read().integer("request")))
                        .containsExactlyInAnyOrder((long) stuck, (long) frees);
                assertThat(talk.ask("'do':'clear'")).isEqualTo(line("'left':0"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void each_thread_is_the_same_all_the_time(List<String> agent) {
        String call = "'call':'get_segmentid_range','application':'thread','out':'valid'";
        try (AgentTalk talk = new AgentTalk(agent)) {
            List<Long> first = new ArrayList<>();
            for (int round = 0; round < 3; round++) {
                List<Long> threads = new ArrayList<>();
                for (int thread : new int[] {0, 5, 0, 63, 5, 0}) {
                    threads.add(
                            talk.ask(call + (thread == 0 ? "" : ",'thread':" + thread))
                                    .integer("base"));
                }
                threads.add(talk.ask(call + ",'thread':0").integer("base"));
                first = round == 0 ? threads : first;
                assertThat(threads).isEqualTo(first);
                talk.ask("'do':'clear'");
            }
            assertThat(first)
                    .element(0)
                    .isEqualTo(first.get(2))
                    .isEqualTo(first.get(5))
                    .isEqualTo(first.get(6));
            assertThat(first).element(1).isEqualTo(first.get(4));
            assertThat(List.of(first.get(0), first.get(1), first.get(3))).doesNotHaveDuplicates();
            assertThat(talk.ask(call + ",'thread':64").has("malformed")).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void a_program_in_one_go_is_answered_in_order(List<String> agent) {
        int requests = 20_000;
        try (AgentTalk talk = new AgentTalk(agent)) {
            String program =
                    IntStream.rangeClosed(1, requests)
                            .mapToObj(id ->
                                    "{\"v\":1,\"request\":"
                                            + id
                                            + ","
                                            + connect(id % 7 == 0 ? 13 : 3).replace('\'', '"')
                                            + (id / 1000 % 4 == 3
                                                    ? ",\"thread\":" + (id % 3 + 1)
                                                    : "")
                                            + "}\n")
                            .collect(Collectors.joining());
            talk.write(program);
            Map<Long, Long> last = new TreeMap<>();
            for (int i = 0; i < requests; i++) {
                Line answer = talk.read();
                long id = answer.integer("request");
                assertThat(answer.text("reply")).isEqualTo(id % 7 == 0 ? "refused" : "unknown");
                long thread = id / 1000 % 4 == 3 ? id % 3 + 1 : 0;
                assertThat(last.getOrDefault(thread, 0L)).isLessThan(id);
                last.put(thread, id);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void a_chain_hands_on_what_it_got(List<String> agent) {
        try (AgentTalk talk = new AgentTalk(agent)) {
            int controller =
                    talk.say(
                            "'call':'get_controller','name':'loopback','out':'valid','chain':1,'expect':'handle'");
            int export =
                    talk.say(
                            create("aligned:9", 4096).replace("0x1000", "0x0")
                                    + ",'chain':1,'handle_from':%d,'expect':'handle'"
                                            .formatted(controller));
            int publish =
                    talk.say(
                            on("publish", "0x0")
                                    + ",'segment':0,'access':'null:0','id':'valid','chain':1,"
                                    + "'handle_from':%d,'expect':'published'".formatted(export));
            int connect =
                    talk.say(
                            connect(1)
                                    + ",'chain':1,'segment_from':%d,'expect':'handle'"
                                            .formatted(publish));
            int get =
                    talk.say(
                            on("get", "0x0")
                                    + ",'offset':0,'length':8,'buffer':'valid','chain':1,'handle_from':%d"
                                            .formatted(connect));
            int wrong =
                    talk.say(
                            on("unmap", "0x0")
                                    + ",'chain':1,'handle_from':%d,'expect':'refused:11'"
                                            .formatted(connect));
            int other =
                    talk.say(
                            on("unmap", "0x0")
                                    + ",'chain':1,'handle_from':%d,'expect':'refused:5'"
                                            .formatted(connect));
            int left =
                    talk.say(
                            on("disconnect", "0x0")
                                    + ",'chain':1,'handle_from':%d".formatted(connect));
            int later = talk.say(on("destroy", "0x0") + ",'chain':1");
            int fresh =
                    talk.say(
                            on("disconnect", "0x0")
                                    + ",'chain':2,'handle_from':%d".formatted(connect));
            assertThat(IntStream.range(0, 10).mapToObj(i -> talk.read().without("v")).toList())
                    .containsExactly(
                            line(
                                    "'request':%d,'reply':'handle','value':'0x1000'"
                                            .formatted(controller)),
                            line(
                                    "'request':%d,'reply':'handle','value':'0x30000'"
                                            .formatted(export)),
                            line(
                                    "'request':%d,'reply':'published','segment':2147483648"
                                            .formatted(publish)),
                            line(
                                    "'request':%d,'reply':'handle','value':'0xfedcba9876540000'"
                                            .formatted(connect)),
                            line(
                                    "'request':%d,'reply':'data','bytes':'0000000009000000'"
                                            .formatted(get)),
                            line("'request':%d,%s".formatted(wrong, refused(11))),
                            line("'request':%d,%s".formatted(other, refused(11))),
                            line("'request':%d,'skipped':%d".formatted(left, other)),
                            line("'request':%d,'skipped':%d".formatted(later, other)),
                            line("'request':%d,%s".formatted(fresh, refused(5))));
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void what_is_not_understood_is_said(List<String> agent) {
        Map<String, Long> malformed =
                Map.ofEntries(
                        Map.entry("", 0L),
                        Map.entry("[]", 0L),
                        Map.entry("{\"v\":1}", 0L),
                        Map.entry("{\"v\":1,\"request\":0,\"do\":\"clear\"}", 0L),
                        Map.entry("{\"v\":1,\"request\":\"7\",\"do\":\"clear\"}", 0L),
                        Map.entry("{\"v\":2,\"request\":7,\"do\":\"clear\"}", 7L),
                        Map.entry("{\"request\":7,\"do\":\"clear\"}", 7L),
                        Map.entry("{\"v\":1,\"request\":7,\"do\":\"clear\"", 7L),
                        Map.entry("{\"v\":1,\"request\":7,\"do\":\"clear\"}}", 7L),
                        Map.entry("{\"v\":1,\"request\":7,\"do\":\"clean\"}", 7L),
                        Map.entry("{\"v\":1,\"request\":7,\"do\":\"clear\",\"now\":1}", 7L),
                        Map.entry("{\"v\":1,\"request\":7,\"call\":\"jump\"}", 7L),
                        Map.entry("{\"v\":1,\"request\":7,\"call\":7}", 7L),
                        Map.entry("{\"v\":1,\"request\":7,\"call\":\"unmap\"}", 7L),
                        Map.entry("{\"v\":1,\"request\":7,\"call\":\"unmap\",\"handle\":1}", 7L),
                        Map.entry(
                                "{\"v\":1,\"request\":7,\"call\":\"unmap\",\"handle\":\"1\"}", 7L),
                        Map.entry(
                                "{\"v\":1,\"request\":7,\"call\":\"unmap\",\"handle\":\"0x11111111111111111\"}",
                                7L),
                        Map.entry(
                                "{\"v\":1,\"request\":7,\"call\":\"unmap\",\"handle\":\"0x1\",\"handle\":\"0x1\"}",
                                7L),
                        Map.entry(
                                "{\"v\":1,\"request\":7,\"call\":\"unmap\",\"handle\":\"0x1\",\"expect\":\"done\"}",
                                7L),
                        Map.entry(
                                "{\"v\":1,\"request\":7,\"call\":\"set_mode\",\"handle\":\"0x1\",\"mode\":2147483648}",
                                7L),
                        Map.entry(
                                "{\"v\":1,\"request\":7,\"call\":\"set_mode\",\"handle\":\"0x1\",\"mode\":1.5}",
                                7L),
                        Map.entry(
                                "{\"v\":1,\"request\":7,\"call\":\"set_mode\",\"handle\":\"0x1\",\"mode\":99999999999999999999}",
                                7L),
                        Map.entry(
                                "{\"v\":1,\"request\":7,\"call\":\"get_controller\",\"name\":\"a\\u0000b\",\"out\":\"valid\"}",
                                7L),
                        Map.entry(
                                "{\"v\":1,\"request\":7,\"call\":\"get_controller\",\"name\":\"a\\",
                                7L));
        try (AgentTalk talk = new AgentTalk(agent)) {
            malformed.forEach((text, id) -> {
                talk.write(text + "\n");
                Line answer = talk.read();
                assertThat(answer.has("malformed")).as(text + " " + answer).isTrue();
                assertThat(answer.integer("request")).as(text).isEqualTo(id);
            });
            assertThat(
                            talk.ask(
                                            on("put_units", "0x1")
                                                    + ",'width':3,'offset':0,'data':'','buffer':'valid'")
                                    .has("malformed"))
                    .isTrue();
            assertThat(
                            talk.ask(
                                            on("put_units", "0x1")
                                                    + ",'width':4,'offset':0,'data':'00','buffer':'valid'")
                                    .has("malformed"))
                    .isTrue();
            assertThat(talk.ask("'do':'clear'")).as("it goes on").isEqualTo(line("'left':0"));
        }
    }

    @ParameterizedTest
    @CsvSource({"6, 11, 0", "12, 6, 0", "6, 11, 4", "12, 6, 4"})
    void a_crash_is_told_and_the_process_dies_of_it(int node, int signal, int thread)
            throws Exception {
        for (List<String> agent : AGENTS) {
            try (AgentTalk talk = new AgentTalk(agent)) {
                int before = talk.say(connect(13));
                if (talk.isOnJvm()) {
                    // It says by which signal on standard error, and then aborts.
                    talk.say(connect(node) + (thread == 0 ? "" : ",'thread':" + thread));
                    assertThat(talk.read().integer("request")).isEqualTo(before);
                    assertThat(talk.isAtEnd()).isTrue();
                    assertThat(talk.status()).isIn(1, 128 + 6);
                    continue;
                }
                int crash = talk.say(connect(node) + (thread == 0 ? "" : ",'thread':" + thread));
                List<Line> said = new ArrayList<>(List.of(talk.read(), talk.read()));
                assertThat(said)
                        .contains(
                                line("'v':1,'request':%d,%s".formatted(before, refused(27, UNSET))))
                        .contains(line("'v':1,'crash':%d,'request':%d".formatted(signal, crash)));
                assertThat(talk.isAtEnd()).isTrue();
                assertThat(talk.status()).isEqualTo(128 + signal);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void no_answer_is_lost_when_the_library_ends_the_process(List<String> agent) throws Exception {
        try (AgentTalk talk = new AgentTalk(agent)) {
            talk.write(
                    IntStream.rangeClosed(1, 50)
                            .mapToObj(id ->
                                    "{\"v\":1,\"request\":%d,%s}\n"
                                            .formatted(
                                                    id,
                                                    connect(id == 50 ? 17 : 13).replace('\'', '"')))
                            .collect(Collectors.joining()));
            for (int id = 1; id < 50; id++) {
                assertThat(talk.read().integer("request")).isEqualTo(id);
            }
            assertThat(talk.isAtEnd()).isTrue();
            assertThat(talk.status()).isEqualTo(3);
        }
    }

    @Test
    void functions_that_the_library_lacks_are_missing() throws IOException {
        List<String> agent = CAgent.compile(folder.resolve("without"), "-DWITHOUT_SIGNALS");
        try (AgentTalk talk = new AgentTalk(agent)) {
            assertThat(talk.greeting().text("missing"))
                    .isEqualTo("rsm_intr_signal_post,rsm_intr_signal_wait");
            assertThat(talk.ask(on("signal_post", "0x1") + ",'flags':0"))
                    .isEqualTo(line("'missing':'rsm_intr_signal_post'"));
            assertThat(talk.ask(connect(13))).isEqualTo(line(refused(27, UNSET)));
        }
    }
}
