package io.inferbench.backend.remote.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events come out whole, whatever pieces they came in. */
class EventStreamTest {

    private static List<String> read(byte[] bytes, int... cuts) throws MalformedAnswerException {
        EventStream stream = new EventStream();
        List<String> events = new ArrayList<>();
        int from = 0;
        for (int index = 0; index <= cuts.length; index++) {
            int to = index < cuts.length ? cuts[index] : bytes.length;
            stream.feed(
                    Unpooled.wrappedBuffer(bytes, from, to - from),
                    (data, begin, end) -> events.add(new String(data, begin, end - begin, StandardCharsets.UTF_8)));
            from = to;
        }
        return events;
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void eventsAreTheSameHoweverTheyAreCut(String lineEnd) throws Exception {
        String text = String.join(
                lineEnd,
                "\ufeff: a comment",
                "data: {\"a\":\"é漢🙂\"}",
                "",
                "event: other",
                "id: 3",
                "retry: 10",
                "data:without a space",
                "",
                "",
                ": keep alive",
                "",
                "data: two",
                "data",
                "data: lines",
                "",
                "database: not this",
                "",
                "data: [DONE]",
                "",
                "");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<String> expected = List.of("{\"a\":\"é漢🙂\"}", "without a space", "two\n\nlines", "[DONE]");

        assertThat(read(bytes)).isEqualTo(expected);
        for (int cut = 0; cut <= bytes.length; cut++) {
            assertThat(read(bytes, cut)).as("cut at %d", cut).isEqualTo(expected);
        }
        int[] everywhere = new int[bytes.length];
        Arrays.setAll(everywhere, at -> at);
        assertThat(read(bytes, everywhere)).isEqualTo(expected);
    }

    @Test
    void whatHasNotEndedIsNotAnEvent() throws Exception {
        EventStream stream = new EventStream();
        List<Integer> events = new ArrayList<>();
        stream.feed(Unpooled.copiedBuffer("data: half\n", StandardCharsets.UTF_8), (data, from, to) -> events.add(to));

        assertThat(events).isEmpty();
        assertThat(stream.isWithinEvent()).isTrue();
    }
}
