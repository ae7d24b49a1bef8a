package io.inferbench.api.model;

import io.inferbench.api.Precision;
import io.inferbench.api.option.Options;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Which model a source is asked for. */
public final class ModelSpec {

    private final String reference;
    private final Precision precision;
    private final long seed;
    private final Optional<Path> checkpoint;
    private final Path cacheDirectory;
    private final Options options;

    private ModelSpec(Builder builder) {
        this.reference = builder.reference;
        this.precision = builder.precision;
        this.seed = builder.seed;
        this.checkpoint = builder.checkpoint;
        this.cacheDirectory = builder.cacheDirectory;
        this.options = builder.options;
    }

    /**
     * Returns a builder.
     *
     * @param reference a preset's name, a file, or {@code classpath:} and a resource, as the plan writes it
     * @param cacheDirectory where files may be written and found again; made if absent
     */
    public static Builder builder(String reference, Path cacheDirectory) {
        return new Builder(reference, cacheDirectory);
    }

    /** Returns the model's name or place as the plan writes it. */
    public String reference() {
        return reference;
    }

    /** Returns the wanted number format. */
    public Precision precision() {
        return precision;
    }

    /** Returns the seed of generated weights. */
    public long seed() {
        return seed;
    }

    /** Returns the folder of real weights, absent for seeded ones. */
    public Optional<Path> checkpoint() {
        return checkpoint;
    }

    /** Returns where files may be written and found again. */
    public Path cacheDirectory() {
        return cacheDirectory;
    }

    /** Returns the parsed options of the source. */
    public Options options() {
        return options;
    }

    /** Builds a {@link ModelSpec}. */
    public static final class Builder {

        private final String reference;
        private final Path cacheDirectory;
        private Precision precision = Precision.FP32;
        private long seed;
        private Optional<Path> checkpoint = Optional.empty();
        private Options options = Options.empty();

        private Builder(String reference, Path cacheDirectory) {
            this.reference = Objects.requireNonNull(reference, "reference");
            this.cacheDirectory = Objects.requireNonNull(cacheDirectory, "cacheDirectory");
        }

        /** Sets the number format; FP32 unless said. */
        public Builder precision(Precision value) {
            this.precision = Objects.requireNonNull(value, "precision");
            return this;
        }

        /** Sets the seed of generated weights; 0 unless said. */
        public Builder seed(long value) {
            this.seed = value;
            return this;
        }

        /** Takes real weights from this folder. */
        public Builder checkpoint(Path value) {
            this.checkpoint = Optional.of(value);
            return this;
        }

        /** Sets the parsed options. */
        public Builder options(Options value) {
            this.options = Objects.requireNonNull(value, "options");
            return this;
        }

        /** Returns the specification. */
        public ModelSpec build() {
            return new ModelSpec(this);
        }
    }
}
