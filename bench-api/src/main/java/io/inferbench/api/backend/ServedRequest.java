package io.inferbench.api.backend;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** One prompt for a {@link RequestSession}, and how to answer it. */
public final class ServedRequest {

    private final Prompt prompt;
    private final OptionalInt maxNewTokens;
    private final OptionalInt minNewTokens;
    private final boolean endIgnored;
    private final Optional<Sampling> sampling;
    private final boolean streamed;

    private ServedRequest(Builder builder) {
        if (builder.minNewTokens.orElse(0) > builder.maxNewTokens.orElse(Integer.MAX_VALUE)) {
            throw new IllegalArgumentException("a request cannot ask for at least " + builder.minNewTokens.getAsInt()
                    + " and at most " + builder.maxNewTokens.getAsInt() + " new tokens");
        }
        this.prompt = builder.prompt;
        this.maxNewTokens = builder.maxNewTokens;
        this.minNewTokens = builder.minNewTokens;
        this.endIgnored = builder.endIgnored;
        this.sampling = builder.sampling;
        this.streamed = builder.streamed;
    }

    /** Returns a builder of a streamed request that leaves the rest to the server. */
    public static Builder builder(Prompt prompt) {
        return new Builder(prompt);
    }

    /** Returns what is asked. */
    public Prompt prompt() {
        return prompt;
    }

    /** Returns how many tokens to generate at most; absent leaves it to the server, and where nothing is generated. */
    public OptionalInt maxNewTokens() {
        return maxNewTokens;
    }

    /** Returns how many tokens to generate at least; absent leaves it to the model. */
    public OptionalInt minNewTokens() {
        return minNewTokens;
    }

    /** Returns whether generation goes on past the end-of-sequence token, up to the largest number of tokens. */
    public boolean endIgnored() {
        return endIgnored;
    }

    /** Returns how tokens are chosen; absent leaves it to the server. */
    public Optional<Sampling> sampling() {
        return sampling;
    }

    /** Returns whether tokens are wanted as they come, rather than all at the end. */
    public boolean streamed() {
        return streamed;
    }

    /** Builds a {@link ServedRequest}. */
    public static final class Builder {

        private final Prompt prompt;
        private OptionalInt maxNewTokens = OptionalInt.empty();
        private OptionalInt minNewTokens = OptionalInt.empty();
        private boolean endIgnored;
        private Optional<Sampling> sampling = Optional.empty();
        private boolean streamed = true;

        private Builder(Prompt prompt) {
            this.prompt = Objects.requireNonNull(prompt, "prompt");
        }

        /** Limits the new tokens, from 1. */
        public Builder maxNewTokens(int value) {
            this.maxNewTokens = OptionalInt.of(positive("maxNewTokens", value));
            return this;
        }

        /** Asks for at least that many new tokens, from 1. */
        public Builder minNewTokens(int value) {
            this.minNewTokens = OptionalInt.of(positive("minNewTokens", value));
            return this;
        }

        /** Generates past the end-of-sequence token; not unless said. */
        public Builder endIgnored(boolean value) {
            this.endIgnored = value;
            return this;
        }

        /** Sets how tokens are chosen. */
        public Builder sampling(Sampling value) {
            this.sampling = Optional.of(value);
            return this;
        }

        /** Says whether tokens are wanted as they come; so unless said. */
        public Builder streamed(boolean value) {
            this.streamed = value;
            return this;
        }

        /** Returns the request. */
        public ServedRequest build() {
            return new ServedRequest(this);
        }

        private static int positive(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " should be at least 1, not " + value);
            }
            return value;
        }
    }
}
