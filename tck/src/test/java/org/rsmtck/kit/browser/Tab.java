package org.rsmtck.kit.browser;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** A page that is open in a browser. */
final class Tab {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String CHECKS = resource("checks.js");

    private final Browser browser;
    private final String session;

    Tab(Browser browser, String session) {
        this.browser = browser;
        this.session = session;
    }

    void begin(URI page) {
        for (String domain : List.of("Page", "Runtime", "Log")) {
            send(domain + ".enable", JSON.objectNode());
        }
        send("Page.navigate", JSON.objectNode().put("url", page.toString()));
        browser.await(session, "Page.loadEventFired");
    }

    /** Shows it in a window of this width in pixels, or on paper of it, in one of the schemes. */
    void show(int width, boolean isDark, String media) {
        ObjectNode metrics =
                JSON.objectNode()
                        .put("width", width)
                        .put("height", 900)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false);
        send("Emulation.setDeviceMetricsOverride", metrics);
        ObjectNode emulated = JSON.objectNode().put("media", media);
        emulated.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", isDark ? "dark" : "light");
        send("Emulation.setEmulatedMedia", emulated);
    }

    /** What the expression comes to in the page: whatever JSON can say. */
    JsonNode evaluate(String expression) {
        JsonNode result =
                send(
                        "Runtime.evaluate",
                        JSON.objectNode()
                                .put("expression", expression)
                                .put("awaitPromise", true)
                                .put("returnByValue", true));
        assertThat(result.has("exceptionDetails"))
                .as("%s: %s", expression, result.get("exceptionDetails"))
                .isFalse();
        return result.get("result").path("value");
    }

    /** What is wrong with the page as it is shown now, a sentence each. */
    List<String> faults() {
        return JsonMapper.shared()
                .convertValue(
                        evaluate(CHECKS),
                        JsonMapper.shared()
                                .getTypeFactory()
                                .constructCollectionType(List.class, String.class));
    }

    /** What scripts failed at, and what the browser complained of, since it was last asked. */
    List<String> complaints() {
        List<String> all = new ArrayList<>();
        browser.take(session, "Runtime.exceptionThrown")
                .forEach(event -> all.add(event.at("/params/exceptionDetails").toString()));
        browser.take(session, "Log.entryAdded")
                .forEach(event -> all.add(event.at("/params/entry").toString()));
        return all;
    }

    /** The page printed on A4. */
    byte[] pdf() {
        ObjectNode paper =
                JSON.objectNode()
                        .put("paperWidth", 8.27)
                        .put("paperHeight", 11.69)
                        .put("printBackground", true);
        return Base64.getDecoder().decode(send("Page.printToPDF", paper).get("data").asString());
    }

    private JsonNode send(String method, ObjectNode params) {
        return browser.send(session, method, params);
    }

    private static String resource(String name) {
        try (InputStream text = Tab.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(text, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
