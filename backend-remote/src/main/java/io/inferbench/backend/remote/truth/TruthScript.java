package io.inferbench.backend.remote.truth;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An answer of a {@link TruthServer}: what is written when. Immutable, and shared by as many requests as wanted. */
public final class TruthScript {

    private static final byte[] NOTHING = {};

    private final List<TruthStep> steps;

    private TruthScript(List<TruthStep> steps) {
        this.steps = List.copyOf(steps);
    }

    /** Returns a builder; times count from the receipt of the whole request and do not go back. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a complete answer of one piece. */
    public static TruthScript whole(int status, String mediaType, String body) {
        return builder()
                .head(Duration.ZERO, status, mediaType)
                .body(Duration.ZERO, body)
                .end(Duration.ZERO)
                .build();
    }

    List<TruthStep> steps() {
        return steps;
    }

    /** Builds a {@link TruthScript}. */
    public static final class Builder {

        private final List<TruthStep> steps = new ArrayList<>();

        private Builder() {}

        /**
         * Begins the response.
         *
         * @param mediaType the content type; further fields may follow it, after CR LF
         */
        public Builder head(Duration at, int status, String mediaType) {
            return add(at, TruthStep.Kind.HEAD, status, mediaType, NOTHING);
        }

        /** Writes a piece of the body. */
        public Builder body(Duration at, String text) {
            return body(at, text.getBytes(StandardCharsets.UTF_8));
        }

        /** Writes a piece of the body, which may end within a character. */
        public Builder body(Duration at, byte[] bytes) {
            return add(at, TruthStep.Kind.BODY, 0, "", bytes.clone());
        }

        /** Ends the response in good order. */
        public Builder end(Duration at) {
            return add(at, TruthStep.Kind.END, 0, "", NOTHING);
        }

        /** Writes bytes past all framing, in place of a head or a body (HTTP/1.1 only). */
        public Builder raw(Duration at, String text) {
            return add(at, TruthStep.Kind.RAW, 0, "", text.getBytes(StandardCharsets.UTF_8));
        }

        /** Closes the connection. */
        public Builder close(Duration at) {
            return add(at, TruthStep.Kind.CLOSE, 0, "", NOTHING);
        }

        /** Resets the connection. */
        public Builder reset(Duration at) {
            return add(at, TruthStep.Kind.RESET, 0, "", NOTHING);
        }

        /** Returns the script. */
        public TruthScript build() {
            return new TruthScript(steps);
        }

        private Builder add(Duration at, TruthStep.Kind kind, int status, String text, byte[] bytes) {
            long nanos = at.toNanos();
            if (!steps.isEmpty() && steps.get(steps.size() - 1).atNanos() > nanos) {
                throw new IllegalArgumentException("the steps of a script come in order of time");
            }
            steps.add(new TruthStep(nanos, kind, status, text, bytes));
            return this;
        }
    }
}
