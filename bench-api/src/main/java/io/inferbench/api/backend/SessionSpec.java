package io.inferbench.api.backend;

import io.inferbench.api.Device;
import io.inferbench.api.Precision;
import io.inferbench.api.ProgressListener;
import io.inferbench.api.model.CallShape;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.option.Options;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a backend is asked to open. */
public final class SessionSpec {

    private final ModelArtifact model;
    private final Precision precision;
    private final Optional<List<Device>> devices;
    private final Optional<CallShape> expectedShape;
    private final Options options;
    private final Path workDirectory;
    private final ProgressListener progress;

    private SessionSpec(Builder builder) {
        this.model = builder.model;
        this.precision = builder.precision;
        this.devices = builder.devices;
        this.expectedShape = builder.expectedShape;
        this.options = builder.options;
        this.workDirectory = builder.workDirectory;
        this.progress = builder.progress;
    }

    /** Returns a builder with the parts that have no default. */
    public static Builder builder(ModelArtifact model, Path workDirectory) {
        return new Builder(model, workDirectory);
    }

    /** Returns the model in one of the formats the backend declared. */
    public ModelArtifact model() {
        return model;
    }

    /** Returns the precision the model was written in and must run in. */
    public Precision precision() {
        return precision;
    }

    /** Returns the devices asked for; absent means the backend's only natural place, for instance the CPU. */
    public Optional<List<Device>> devices() {
        return devices;
    }

    /** Returns the largest call that will come, for engines that build for shapes or reserve a cache. */
    public Optional<CallShape> expectedShape() {
        return expectedShape;
    }

    /** Returns the parsed options of this backend. */
    public Options options() {
        return options;
    }

    /** Returns an existing folder for profiles and scratch files of this session; the harness keeps it with the run. */
    public Path workDirectory() {
        return workDirectory;
    }

    /** Returns where to report the progress of a long load. */
    public ProgressListener progress() {
        return progress;
    }

    /** Builds a {@link SessionSpec}. */
    public static final class Builder {

        private final ModelArtifact model;
        private final Path workDirectory;
        private Precision precision = Precision.FP32;
        private Optional<List<Device>> devices = Optional.empty();
        private Optional<CallShape> expectedShape = Optional.empty();
        private Options options = Options.empty();
        private ProgressListener progress = ProgressListener.NONE;

        private Builder(ModelArtifact model, Path workDirectory) {
            this.model = Objects.requireNonNull(model, "model");
            this.workDirectory = Objects.requireNonNull(workDirectory, "workDirectory");
        }

        /** Sets the precision; FP32 unless said. */
        public Builder precision(Precision value) {
            this.precision = Objects.requireNonNull(value, "precision");
            return this;
        }

        /** Asks for these devices. */
        public Builder devices(List<Device> value) {
            this.devices = Optional.of(List.copyOf(value));
            return this;
        }

        /** Announces the largest call. */
        public Builder expectedShape(CallShape value) {
            this.expectedShape = Optional.of(value);
            return this;
        }

        /** Sets the parsed options. */
        public Builder options(Options value) {
            this.options = Objects.requireNonNull(value, "options");
            return this;
        }

        /** Sets the progress listener. */
        public Builder progress(ProgressListener value) {
            this.progress = Objects.requireNonNull(value, "progress");
            return this;
        }

        /** Returns the specification. */
        public SessionSpec build() {
            return new SessionSpec(this);
        }
    }
}
