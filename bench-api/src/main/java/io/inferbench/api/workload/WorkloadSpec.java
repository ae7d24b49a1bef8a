package io.inferbench.api.workload;

import io.inferbench.api.ModelSignature;
import io.inferbench.api.backend.GenerationLimits;
import io.inferbench.api.backend.Prompt;
import io.inferbench.api.model.Tokenizer;
import io.inferbench.api.option.Options;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What a workload is asked to make. */
public final class WorkloadSpec {

    private final long seed;
    private final int batchSize;
    private final OptionalInt sequenceLength;
    private final OptionalInt newTokens;
    private final Optional<ModelSignature> signature;
    private final Optional<GenerationLimits> limits;
    private final Set<Prompt.Form> promptForms;
    private final Optional<Tokenizer> tokenizer;
    private final Map<String, String> modelFacts;
    private final Options options;

    private WorkloadSpec(Builder builder) {
        this.seed = builder.seed;
        this.batchSize = builder.batchSize;
        this.sequenceLength = builder.sequenceLength;
        this.newTokens = builder.newTokens;
        this.signature = builder.signature;
        this.limits = builder.limits;
        this.promptForms = builder.promptForms;
        this.tokenizer = builder.tokenizer;
        this.modelFacts = builder.modelFacts;
        this.options = builder.options;
    }

    /** Returns a builder with seed 0 and batch 1. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the seed of everything drawn. */
    public long seed() {
        return seed;
    }

    /** Returns the number of samples per request. */
    public int batchSize() {
        return batchSize;
    }

    /** Returns the tokens per sample (of the prompt, when generating), if the trial fixes them. */
    public OptionalInt sequenceLength() {
        return sequenceLength;
    }

    /** Returns the tokens to generate per sequence, if the trial generates. */
    public OptionalInt newTokens() {
        return newTokens;
    }

    /** Returns what the loaded model takes, if it takes tensors. */
    public Optional<ModelSignature> signature() {
        return signature;
    }

    /** Returns the sizes the loaded model allows, if it generates. */
    public Optional<GenerationLimits> limits() {
        return limits;
    }

    /** Returns the shapes of prompt that the server takes, most wanted first; empty unless requests go to a server. */
    public Set<Prompt.Form> promptForms() {
        return promptForms;
    }

    /** Returns the model's tokenizer; the harness closes it. */
    public Optional<Tokenizer> tokenizer() {
        return tokenizer;
    }

    /** Returns what the model's source says of it, for instance {@code vocabulary}; empty if it says nothing. */
    public Map<String, String> modelFacts() {
        return modelFacts;
    }

    /** Returns the parsed options of this workload. */
    public Options options() {
        return options;
    }

    /** Builds a {@link WorkloadSpec}. */
    public static final class Builder {

        private long seed;
        private int batchSize = 1;
        private OptionalInt sequenceLength = OptionalInt.empty();
        private OptionalInt newTokens = OptionalInt.empty();
        private Optional<ModelSignature> signature = Optional.empty();
        private Optional<GenerationLimits> limits = Optional.empty();
        private Set<Prompt.Form> promptForms = Set.of();
        private Optional<Tokenizer> tokenizer = Optional.empty();
        private Map<String, String> modelFacts = Map.of();
        private Options options = Options.empty();

        private Builder() {}

        /** Sets the seed. */
        public Builder seed(long value) {
            this.seed = value;
            return this;
        }

        /** Sets the samples per request, at least 1. */
        public Builder batchSize(int value) {
            if (value < 1) {
                throw new IllegalArgumentException("a batch holds at least one sample, not " + value);
            }
            this.batchSize = value;
            return this;
        }

        /** Fixes the tokens per sample. */
        public Builder sequenceLength(int value) {
            this.sequenceLength = OptionalInt.of(value);
            return this;
        }

        /** Fixes the tokens to generate. */
        public Builder newTokens(int value) {
            this.newTokens = OptionalInt.of(value);
            return this;
        }

        /** Sets what the model takes. */
        public Builder signature(ModelSignature value) {
            this.signature = Optional.of(value);
            return this;
        }

        /** Sets the sizes the model allows. */
        public Builder limits(GenerationLimits value) {
            this.limits = Optional.of(value);
            return this;
        }

        /** Sets the shapes of prompt that the server takes, most wanted first. */
        public Builder promptForms(Set<Prompt.Form> value) {
            this.promptForms = Collections.unmodifiableSet(new LinkedHashSet<>(value));
            return this;
        }

        /** Sets the tokenizer. */
        public Builder tokenizer(Tokenizer value) {
            this.tokenizer = Optional.of(value);
            return this;
        }

        /** Sets what the model's source says of it: {@link io.inferbench.api.model.ModelArtifact#facts}. */
        public Builder modelFacts(Map<String, String> value) {
            this.modelFacts = Map.copyOf(value);
            return this;
        }

        /** Sets the parsed options. */
        public Builder options(Options value) {
            this.options = Objects.requireNonNull(value, "options");
            return this;
        }

        /** Returns the specification. */
        public WorkloadSpec build() {
            return new WorkloadSpec(this);
        }
    }
}
