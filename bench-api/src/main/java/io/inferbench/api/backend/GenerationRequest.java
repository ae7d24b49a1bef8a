package io.inferbench.api.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A batch of prompts and how to continue them. */
public final class GenerationRequest {

    private final List<int[]> prompts;
    private final int maxNewTokens;
    private final Sampling sampling;
    private final Set<Integer> stopTokens;
    private final boolean logitsWanted;

    private GenerationRequest(Builder builder) {
        if (builder.prompts.isEmpty()) {
            throw new IllegalArgumentException("a generation request needs at least one prompt");
        }
        this.prompts = List.copyOf(builder.prompts);
        this.maxNewTokens = builder.maxNewTokens;
        this.sampling = builder.sampling;
        this.stopTokens = Set.copyOf(builder.stopTokens);
        this.logitsWanted = builder.logitsWanted;
    }

    /**
     * Returns a builder.
     *
     * @param maxNewTokens how many tokens each sequence gets at most, from 1
     */
    public static Builder builder(int maxNewTokens) {
        return new Builder(maxNewTokens);
    }

    /** Returns the prompts as token ids, one array per sequence; callers must not change them. */
    public List<int[]> prompts() {
        return prompts;
    }

    /** Returns the number of sequences. */
    public int batchSize() {
        return prompts.size();
    }

    /** Returns the length of the longest prompt in tokens. */
    public int longestPrompt() {
        return prompts.stream().mapToInt(prompt -> prompt.length).max().orElseThrow();
    }

    /** Returns how many tokens each sequence gets at most. */
    public int maxNewTokens() {
        return maxNewTokens;
    }

    /** Returns how the next token is chosen. */
    public Sampling sampling() {
        return sampling;
    }

    /** Returns the ids that end a sequence once generated; empty ignores the end-of-sequence token. */
    public Set<Integer> stopTokens() {
        return stopTokens;
    }

    /** Returns whether every step must offer its logits. */
    public boolean logitsWanted() {
        return logitsWanted;
    }

    /** Builds a {@link GenerationRequest}. */
    public static final class Builder {

        private final List<int[]> prompts = new ArrayList<>();
        private final int maxNewTokens;
        private Sampling sampling = Sampling.greedy();
        private Set<Integer> stopTokens = Set.of();
        private boolean logitsWanted;

        private Builder(int maxNewTokens) {
            if (maxNewTokens < 1) {
                throw new IllegalArgumentException("maxNewTokens should be at least 1, not " + maxNewTokens);
            }
            this.maxNewTokens = maxNewTokens;
        }

        /** Adds a sequence; its prompt has at least one token. */
        public Builder prompt(int... tokens) {
            if (tokens.length == 0) {
                throw new IllegalArgumentException("prompt " + prompts.size() + " is empty");
            }
            prompts.add(tokens.clone());
            return this;
        }

        /** Sets how the next token is chosen; greedy unless said. */
        public Builder sampling(Sampling value) {
            this.sampling = Objects.requireNonNull(value, "sampling");
            return this;
        }

        /** Sets the ids that end a sequence; none unless said. */
        public Builder stopTokens(Set<Integer> value) {
            this.stopTokens = Objects.requireNonNull(value, "stopTokens");
            return this;
        }

        /** Asks for the logits of every step. */
        public Builder logitsWanted(boolean value) {
            this.logitsWanted = value;
            return this;
        }

        /** Returns the request. */
        public GenerationRequest build() {
            return new GenerationRequest(this);
        }
    }
}
