package io.inferbench.backend.remote;

import static io.inferbench.backend.remote.truth.TruthAnswers.DONE;
import static io.inferbench.backend.remote.truth.TruthAnswers.EVENTS;
import static io.inferbench.backend.remote.truth.TruthAnswers.chatEvent;
import static io.inferbench.backend.remote.truth.TruthAnswers.completionEvent;
import static io.inferbench.backend.remote.truth.TruthAnswers.usageEvent;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.backend.Prompt;
import io.inferbench.api.backend.RequestEnd;
import io.inferbench.api.backend.RequestSession;
import io.inferbench.api.backend.ServedRequest;
import io.inferbench.backend.remote.truth.TruthAnswers;
import io.inferbench.backend.remote.truth.TruthRequest;
import io.inferbench.backend.remote.truth.TruthScript;
import io.inferbench.backend.remote.truth.TruthServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams that go wrong in every way a server or a network makes them: a failure by its class, never a fast success. */
class StreamFaultTest {

    private static final Duration NOW = Duration.ZERO;
    private static final Duration LATER = Duration.ofMillis(3);
    private static final String ONE = completionEvent(" one", "");
    private static final String LAST = completionEvent(" two", "length");

    private static TruthServer server;
    private static volatile TruthScript script;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        server = TruthServer.start(TruthServer.Settings.plain(), StreamFaultTest::answer);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static TruthScript answer(TruthRequest request) {
        return request.method().equals("GET") ? Answers.to(request) : script;
    }

    private Told ask(TruthScript answer, String... options) throws Exception {
        script = answer;
        int before = server.requests();
        try (RequestSession session =
                (RequestSession) new OpenAiBackend().open(Specs.of(folder, server.url(), options))) {
            Prompt prompt = session.promptForms().contains(Prompt.Form.CHAT)
                    ? new Prompt.Text("hello")
                    : new Prompt.Tokens(1, 2, 3);
            Told told = Told.of(
                    session, ServedRequest.builder(prompt).maxNewTokens(2).build());
            assertThat(server.requests() - before).as("requests at the server").isEqualTo(1);
            return told;
        }
    }

    private static TruthScript.Builder events() {
        return TruthScript.builder().head(NOW, 200, EVENTS);
    }

    private static TruthScript whole(String... bodies) {
        TruthScript.Builder builder = events();
        for (String body : bodies) {
            builder.body(LATER, body);
        }
        return builder.end(LATER).build();
    }

    static Stream<Arguments> soundStreams() {
        return Stream.of(
                Arguments.of("one event in a read", whole(ONE, LAST, usageEvent(3, 2), DONE)),
                Arguments.of("everything in one read", whole(ONE + LAST + usageEvent(3, 2) + DONE)),
                Arguments.of("comments and keep-alives", whole(": ping\n\n", ONE + ": ping\n\n", ":\n" + LAST, DONE)),
                Arguments.of("CR LF line ends", whole((ONE + LAST + DONE).replace("\n", "\r\n"))),
                Arguments.of("usage with the last token", whole(ONE, LAST, DONE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("soundStreams")
    void soundStreamsFinish(String name, TruthScript answer) throws Exception {
        Told told = ask(answer);

        assertThat(told.outcome()).as(told.detail()).isEqualTo("FINISHED");
        assertThat(told.chunks).containsExactly("CONTENT: one", "CONTENT: two");
        assertThat(((RequestEnd.Finished) told.end()).reason()).contains("length");
    }

    static Stream<Arguments> faultyStreams() {
        String error = "data: {\"error\":{\"message\":\"CUDA out of memory\",\"type\":\"InternalServerError\"}}\n\n";
        return Stream.of(
                Arguments.of("no [DONE]", whole(ONE, LAST), "TRUNCATED", "[DONE]"),
                Arguments.of("no finish reason", whole(ONE, DONE), "TRUNCATED", "finish reason"),
                Arguments.of("nothing at all", whole(), "TRUNCATED", "finish reason"),
                Arguments.of("an error after tokens", whole(ONE, error, DONE), "IN_STREAM", "CUDA out of memory"),
                Arguments.of(
                        "given up by the server",
                        whole(ONE, completionEvent(" two", "abort"), DONE),
                        "IN_STREAM",
                        "given up"),
                Arguments.of("an error in place of tokens", whole(error), "IN_STREAM", "after 0 chunks"),
                Arguments.of("no JSON", whole(ONE, "data: {\"choices\": oops}\n\n", DONE), "MALFORMED", "JSON"),
                Arguments.of(
                        "JSON cut short", whole(ONE, "data: {\"choices\":[{\"text\":\"a\n\n"), "MALFORMED", "JSON"),
                Arguments.of("a page in place of JSON", whole("data: <html>\n\n"), "MALFORMED", "JSON"),
                Arguments.of("no tokens", whole(completionEvent("", "stop"), DONE), "NO_OUTPUT", "without a token"),
                Arguments.of(
                        "bytes that are not UTF-8",
                        events().body(NOW, raw("data: {\"choices\":[{\"text\":\"\u00ff\"}]}\n\n"))
                                .build(),
                        "MALFORMED",
                        "UTF-8"));
    }

    private static final String LONG_BODY_PROMISED =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 9999\r\n\r\n";

    static Stream<Arguments> brokenConnections() {
        return Stream.of(
                Arguments.of(
                        "closed within an event",
                        events().body(NOW, ONE + "data: {\"cho").close(LATER).build(),
                        "TRUNCATED",
                        "within the response"),
                Arguments.of(
                        "reset within the answer",
                        events().body(NOW, ONE).reset(LATER).build(),
                        "TRUNCATED",
                        ""),
                Arguments.of(
                        "reset before the head",
                        TruthScript.builder().reset(LATER).build(),
                        "RESET",
                        "before"),
                Arguments.of(
                        "closed before the head",
                        TruthScript.builder().close(LATER).build(),
                        "RESET",
                        "before"),
                Arguments.of(
                        "a body shorter than its stated length",
                        TruthScript.builder()
                                .raw(NOW, LONG_BODY_PROMISED + ONE)
                                .close(LATER)
                                .build(),
                        "TRUNCATED",
                        "within the response"),
                Arguments.of(
                        "no HTTP",
                        TruthScript.builder()
                                .raw(NOW, "SSH-2.0-OpenSSH_9.6\r\n\r\n")
                                .build(),
                        "MALFORMED",
                        "HTTP"));
    }

    static Stream<Arguments> otherResponses() {
        return Stream.of(
                Arguments.of(
                        "JSON where a stream was asked for",
                        TruthScript.whole(200, TruthAnswers.JSON, TruthAnswers.completion(" one two", 3, 2)),
                        "MALFORMED",
                        "asked for a stream"),
                Arguments.of(
                        "status 400",
                        TruthScript.whole(400, TruthAnswers.JSON, "{\"error\":\"bad\"}"),
                        "HTTP_STATUS",
                        "status 400: {\"error\":\"bad\"}"),
                Arguments.of("status 500", TruthScript.whole(500, "text/plain", "oops"), "HTTP_STATUS", "oops"),
                Arguments.of("status 302", TruthScript.whole(302, "text/plain", ""), "HTTP_STATUS", "302"));
    }

    private static byte[] raw(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"faultyStreams", "brokenConnections", "otherResponses"})
    void faultyStreamsFailByTheirClass(String name, TruthScript answer, String outcome, String detail)
            throws Exception {
        Told told = ask(answer);

        assertThat(told.outcome()).as(told.detail()).isEqualTo(outcome);
        assertThat(told.detail()).contains(detail);
    }

    @Test
    void aCharacterSplitOverReadsArrivesWhole() throws Exception {
        byte[] event = completionEvent(" 漢🙂é", "length").getBytes(StandardCharsets.UTF_8);
        TruthScript.Builder builder = events();
        for (int at = 0; at < event.length; at++) {
            builder.body(Duration.ofNanos(100_000L * at), Arrays.copyOfRange(event, at, at + 1));
        }
        Duration end = Duration.ofNanos(100_000L * event.length);
        Told told = ask(builder.body(end, DONE).end(end).build());

        assertThat(told.outcome()).as(told.detail()).isEqualTo("FINISHED");
        assertThat(told.chunks).containsExactly("CONTENT: 漢🙂é");
    }

    @Test
    void rolesAreEmptyAndReasoningIsToldApart() throws Exception {
        Told told = ask(
                whole(
                        chatEvent("{\"role\":\"assistant\",\"content\":\"\"}", ""),
                        chatEvent("{\"reasoning_content\":\"hm\"}", ""),
                        chatEvent("{\"content\":\"yes\"}", ""),
                        chatEvent("{}", "stop"),
                        usageEvent(7, 2),
                        DONE),
                "endpoint",
                "chat");

        assertThat(told.outcome()).as(told.detail()).isEqualTo("FINISHED");
        assertThat(told.chunks).containsExactly("EMPTY:", "REASONING:hm", "CONTENT:yes", "EMPTY:");
        assertThat(told.usage).hasValueSatisfying(usage -> {
            assertThat(usage.completionTokens()).isEqualTo(OptionalInt.of(2));
            assertThat(usage.promptTokens()).isEqualTo(OptionalInt.of(7));
        });
    }

    @Test
    void aServerWithoutEndMarkCanBeTakenAsItIs() throws Exception {
        assertThat(ask(whole(ONE, LAST), "end-mark", "false").outcome()).isEqualTo("FINISHED");
        assertThat(ask(whole(ONE), "end-mark", "false").outcome()).isEqualTo("TRUNCATED");
    }

    @Test
    void anEndMarkWithoutEndOfBodyIsEnough() throws Exception {
        Told told = ask(events().body(NOW, ONE + LAST + DONE).build());

        assertThat(told.outcome()).as(told.detail()).isEqualTo("FINISHED");
        assertThat(told.arrivalNanos.get(1)).isLessThanOrEqualTo(((RequestEnd.Finished) told.end()).endNanos());
    }

    @Test
    void throttlingSaysWhenToComeBack() throws Exception {
        Told seconds = ask(TruthScript.whole(429, "text/plain\r\nRetry-After: 7", "slower"));
        assertThat(seconds.outcome()).isEqualTo("THROTTLED");
        assertThat(((RequestEnd.Failed) seconds.end()).retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(((RequestEnd.Failed) seconds.end()).status()).isEqualTo(OptionalInt.of(429));

        Told date = ask(TruthScript.whole(503, "text/plain\r\nRetry-After: Wed, 21 Oct 2015 07:28:00 GMT", ""));
        assertThat(date.outcome()).isEqualTo("THROTTLED");
        assertThat(((RequestEnd.Failed) date.end()).retryAfter()).contains(Duration.ZERO);

        assertThat(ask(TruthScript.whole(503, "text/plain", "down")).outcome()).isEqualTo("HTTP_STATUS");
    }

    @Test
    void aServerThatDripsRunsIntoTheLimitOfTheRequest() throws Exception {
        TruthScript.Builder drip = events();
        for (int at = 0; at < 2_000; at++) {
            drip.body(Duration.ofMillis(10L * at), ": drip\n\n");
        }
        Told told = ask(drip.build(), "request-timeout", "250ms", "silence-timeout", "200ms");

        assertThat(told.outcome()).isEqualTo("TIMEOUT");
        assertThat(told.detail()).contains("250 ms");
    }

    @Test
    void aServerThatFallsSilentRunsIntoTheLimitOfSilence() throws Exception {
        Told told = ask(events().body(NOW, ONE).build(), "silence-timeout", "200ms");

        assertThat(told.outcome()).isEqualTo("TIMEOUT");
        assertThat(told.detail()).contains("nothing arrived for 200 ms");
        assertThat(told.chunks).containsExactly("CONTENT: one");
    }
}
