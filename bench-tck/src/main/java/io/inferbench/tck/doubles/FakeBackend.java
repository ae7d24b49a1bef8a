package io.inferbench.tck.doubles;

import io.inferbench.api.Device;
import io.inferbench.api.backend.Availability;
import io.inferbench.api.backend.Available;
import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.BackendSession;
import io.inferbench.api.backend.RequestEnd;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.api.option.Options;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A backend without an engine, for tests: its latency, availability and failures are the test's to decide.
 *
 * <p>Reads the models of {@link FakeModelSource}. Its answers are computed from inputs and seed, so two sessions of one
 * model agree, and a session that lies does not. By default each call takes no longer than computing it does.
 *
 * <p>In one process, set it up by {@link #builder}. Where only a name and options reach it, as in a forked trial, register
 * it in {@code META-INF/services} of the tests and use {@link #LATENCY}, {@link #MISBEHAVIOUR} and {@link
 * #MISBEHAVE_AT}.
 */
public final class FakeBackend implements Backend {

    /** How long each run, or each step of a generation, lasts. */
    public static final OptionSpec<Duration> LATENCY =
            OptionSpec.duration("latency", "how long each run or step lasts").withDefault(Duration.ZERO);

    /** What goes wrong. */
    public static final OptionSpec<Misbehaviour> MISBEHAVIOUR = OptionSpec.choice(
                    "misbehaviour", Misbehaviour.class, "what goes wrong")
            .withDefault(Misbehaviour.NONE);

    /** From which run on it goes wrong. */
    public static final OptionSpec<Integer> MISBEHAVE_AT = OptionSpec.integer(
                    "misbehave-at", 0, Integer.MAX_VALUE, "from which run of a call on it goes wrong")
            .withDefault(0);

    /** How long the first token of a served request takes; as long as the others unless said. */
    public static final OptionSpec<Duration> FIRST_TOKEN =
            OptionSpec.duration("first-token", "how long the first token of a served request takes");

    /** How served requests fail, after half of their tokens. */
    public static final OptionSpec<RequestEnd.Failure> REQUEST_FAILURE = OptionSpec.choice(
            "request-failure", RequestEnd.Failure.class, "how served requests fail, after half of their tokens");

    /** Which served requests fail. */
    public static final OptionSpec<Integer> FAILURE_EVERY = OptionSpec.integer(
                    "failure-every", 1, Integer.MAX_VALUE, "every how many served requests one fails")
            .withDefault(1);

    private final Builder setUp;

    /** Creates a sound backend with the ID {@code fake}, whose options decide the rest. */
    public FakeBackend() {
        this(builder());
    }

    private FakeBackend(Builder setUp) {
        this.setUp = setUp;
    }

    /** Returns a builder for a backend that is set up by a test in the same process. */
    public static Builder builder() {
        return new Builder();
    }

    /** Ways to go wrong. */
    public enum Misbehaviour {
        /** None. */
        NONE,
        /** {@link Backend#open} throws a {@link BackendException}. */
        OPEN_FAILS,
        /** A run throws a {@link BackendException}. */
        RUN_FAILS,
        /** A run throws an unchecked exception, as a faulty backend does. */
        RUN_THROWS_UNCHECKED,
        /** Answers are wrong. */
        LIES,
        /** The process dies at once, without shutdown hooks, as after a native crash; exit status 134. */
        HALTS,
        /** The process is ended by {@link System#exit} with status 3. */
        EXITS,
        /** A run does not return until its thread is interrupted. */
        HANGS
    }

    @Override
    public String id() {
        return setUp.id;
    }

    @Override
    public String description() {
        return "answers without an engine, for tests";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(LATENCY, MISBEHAVIOUR, MISBEHAVE_AT, FIRST_TOKEN, REQUEST_FAILURE, FAILURE_EVERY);
    }

    @Override
    public List<ModelFormat> formats() {
        return List.of(FakeModelSource.FORMAT);
    }

    @Override
    public Availability probe(Options options) {
        return setUp.availability;
    }

    @Override
    public BackendSession open(SessionSpec spec) throws BackendException {
        Misbehaviour misbehaviour = spec.options().get(MISBEHAVIOUR);
        if (misbehaviour == Misbehaviour.OPEN_FAILS) {
            throw new BackendException("the fake backend was told to fail when it opens " + spec.model());
        }
        requireDevice(spec);
        Path path = spec.model()
                .path()
                .filter(file -> spec.model().format().equals(FakeModelSource.FORMAT))
                .orElseThrow(() ->
                        new BackendException("the model '" + spec.model().name() + "' should be a file of format '"
                                + FakeModelSource.FORMAT + "', not " + spec.model()));
        FakeModel model = FakeModel.read(path);
        LongUnaryOperator latency = setUp.latencyNanos == null
                ? constant(spec.options().get(LATENCY).toNanos())
                : setUp.latencyNanos;
        FakeEngine engine = new FakeEngine(
                latency, setUp.clock, misbehaviour, spec.options().get(MISBEHAVE_AT), setUp.devices());
        return switch (model.kind()) {
            case TENSOR -> new FakeTensorSession(model, engine);
            case GENERATION -> new FakeGenerationSession(model, engine);
            case SERVED -> new FakeRequestSession(engine, answering(model, engine, spec.options()));
        };
    }

    private FakeAnswering answering(FakeModel model, FakeEngine engine, Options options) {
        if (setUp.answering != null) {
            return setUp.answering;
        }
        Duration firstToken = options.find(FIRST_TOKEN)
                .orElseGet(() -> Duration.ofNanos(engine.latencyNanos().applyAsLong(0)));
        return new FakeTokens(
                model.seed(), engine, firstToken, options.find(REQUEST_FAILURE), options.get(FAILURE_EVERY));
    }

    private void requireDevice(SessionSpec spec) throws BackendException {
        List<Device> asked = spec.devices().orElse(setUp.devices());
        boolean same =
                asked.size() == 1 && asked.get(0).isSamePlaceAs(setUp.devices().get(0));
        if (!same) {
            throw new BackendException("asked for the devices "
                    + asked.stream().map(Device::reference).toList() + "; the fake backend runs on "
                    + setUp.devices().get(0).reference() + " only");
        }
    }

    private static LongUnaryOperator constant(long nanos) {
        return run -> nanos;
    }

    /** Builds a {@link FakeBackend}. */
    public static final class Builder {

        private String id = "fake";
        private Availability availability = new Available("1.0", List.of(Device.CPU), Map.of());
        private @Nullable LongUnaryOperator latencyNanos;
        private FakeEngine.Clock clock = FakeEngine.Clock.REAL;
        private @Nullable FakeAnswering answering;

        private Builder() {}

        /** Sets the ID; {@code fake} unless said. */
        public Builder id(String value) {
            this.id = Objects.requireNonNull(value, "id");
            return this;
        }

        /** Sets the answer to every probe; available on the CPU unless said. */
        public Builder availability(Availability value) {
            this.availability = Objects.requireNonNull(value, "availability");
            return this;
        }

        /**
         * Sets how long runs last, in place of the option.
         *
         * @param value nanoseconds by the number of the run, or of the generation step, of a call, from 0
         */
        public Builder latencyNanos(LongUnaryOperator value) {
            this.latencyNanos = Objects.requireNonNull(value, "latencyNanos");
            return this;
        }

        /** Lets runs move this clock instead of taking real time; served requests take real time all the same. */
        public Builder clock(ManualClock value) {
            this.clock = FakeEngine.Clock.moving(value);
            return this;
        }

        /** Sets the answers to served requests, in place of the options. */
        public Builder answering(FakeAnswering value) {
            this.answering = Objects.requireNonNull(value, "answering");
            return this;
        }

        /** Returns the backend. */
        public FakeBackend build() {
            return new FakeBackend(copy());
        }

        private Builder copy() {
            Builder copy = new Builder();
            copy.id = id;
            copy.availability = availability;
            copy.latencyNanos = latencyNanos;
            copy.clock = clock;
            copy.answering = answering;
            return copy;
        }

        private List<Device> devices() {
            return availability instanceof Available available ? available.devices() : List.of(Device.CPU);
        }
    }
}
