package io.inferbench.tck.doubles;

import io.inferbench.api.backend.RequestEnd;
import io.inferbench.api.backend.ResponseChunk;
import io.inferbench.api.backend.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An answer of a {@link FakeBackend} to one served request, event by event at exact times.
 *
 * <p>Times count from the send. The listener is told the exact times, however late the thread that tells it wakes up.
 */
public final class FakeAnswer {

    /** One event: exactly one of its last three parts is there. */
    record Event(
            long atNanos,
            @Nullable FakeChunk chunk,
            @Nullable TokenUsage usage,
            @Nullable RequestEnd end) {}

    private final OptionalLong connectNanos;
    private final List<Event> events;

    private FakeAnswer(Builder builder) {
        if (builder.events.isEmpty()
                || builder.events.get(builder.events.size() - 1).end() == null) {
            throw new IllegalArgumentException("an answer ends: call finished or failed last");
        }
        this.connectNanos = builder.connectNanos;
        this.events = List.copyOf(builder.events);
    }

    /** Returns a builder; add events in order of time. */
    public static Builder builder() {
        return new Builder();
    }

    OptionalLong connectNanos() {
        return connectNanos;
    }

    List<Event> events() {
        return events;
    }

    /** Builds a {@link FakeAnswer}. */
    public static final class Builder {

        private OptionalLong connectNanos = OptionalLong.empty();
        private final List<Event> events = new ArrayList<>();

        private Builder() {}

        /** Opens a connection for the request, which takes that long before the send; used before unless said. */
        public Builder connect(Duration value) {
            this.connectNanos = OptionalLong.of(value.toNanos());
            return this;
        }

        /** Adds a chunk without text and tokens, as the role that opens a chat. */
        public Builder empty(Duration at) {
            return chunk(at, ResponseChunk.Kind.EMPTY, "");
        }

        /** Adds a chunk of text with these tokens; without any, the count is not told. */
        public Builder content(Duration at, String text, int... tokenIds) {
            return chunk(at, ResponseChunk.Kind.CONTENT, text, tokenIds);
        }

        /** Adds a chunk of reasoning. */
        public Builder reasoning(Duration at, String text, int... tokenIds) {
            return chunk(at, ResponseChunk.Kind.REASONING, text, tokenIds);
        }

        /** Adds what the server counted. */
        public Builder usage(Duration at, int promptTokens, int completionTokens) {
            TokenUsage usage = new TokenUsage(
                    OptionalInt.of(promptTokens),
                    OptionalInt.of(completionTokens),
                    OptionalInt.empty(),
                    OptionalInt.empty());
            return add(new Event(at.toNanos(), null, usage, null));
        }

        /** Ends the answer well. */
        public Builder finished(Duration at, String reason) {
            return add(new Event(at.toNanos(), null, null, new RequestEnd.Finished(at.toNanos(), Optional.of(reason))));
        }

        /** Ends the answer badly. */
        public Builder failed(Duration at, RequestEnd.Failure failure, String detail) {
            return add(new Event(at.toNanos(), null, null, RequestEnd.Failed.of(at.toNanos(), failure, detail)));
        }

        /** Returns the answer. */
        public FakeAnswer build() {
            return new FakeAnswer(this);
        }

        private Builder chunk(Duration at, ResponseChunk.Kind kind, String text, int... tokenIds) {
            FakeChunk chunk = new FakeChunk(kind, text.getBytes(StandardCharsets.UTF_8), tokenIds.clone());
            return add(new Event(at.toNanos(), chunk, null, null));
        }

        private Builder add(Event event) {
            if (!events.isEmpty()) {
                Event last = events.get(events.size() - 1);
                if (last.end() != null || last.atNanos() > event.atNanos()) {
                    throw new IllegalArgumentException("events come in order of time, the end last");
                }
            }
            events.add(event);
            return this;
        }
    }
}
