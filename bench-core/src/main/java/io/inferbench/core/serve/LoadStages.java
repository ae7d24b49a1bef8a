package io.inferbench.core.serve;

import io.inferbench.core.config.LoadSettings;
import io.inferbench.core.load.ArrivalPattern;
import io.inferbench.core.load.Arrivals;
import io.inferbench.core.load.LoadShape;
import io.inferbench.core.load.Schedule;
import io.inferbench.core.load.TraceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Makes the stages of a load before anything is sent: the warm-up and the measurement of one rate or none.
 *
 * <p>The measurement takes the workload's requests from the first one on, the warm-up those after them, so that what is
 * measured was not asked before unless the workload is too small. Where nobody knows how many will be measured, the warm-up
 * begins in the middle.
 */
final class LoadStages {

    /** A server has batched, compiled and cached by then, as far as it does so by load; and this client is compiled. */
    private static final double WARM_UP_SECONDS = 5;

    private static final int FEWEST_WARM_UP = 8;
    private static final Duration UNSAID = Duration.ofSeconds(30);
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long WARM_UP_SEED = 0x5eed_0f_3a9L;

    private final Optional<LoadShape> shape;
    private final ArrivalPattern arrivals;
    private final OptionalInt limit;
    private final LoadSettings settings;
    private final int distinctRequests;
    private final long seed;

    /**
     * Takes what a trial asks for.
     *
     * @param shape when requests start; empty keeps all places busy
     * @param limit most requests in flight; without a shape one if it is absent
     * @param distinctRequests that the workload begins with
     * @param seed of the schedule
     */
    LoadStages(
            Optional<LoadShape> shape,
            ArrivalPattern arrivals,
            OptionalInt limit,
            LoadSettings settings,
            int distinctRequests,
            long seed) {
        this.shape = shape;
        this.arrivals = arrivals;
        this.limit = limit;
        this.settings = settings;
        this.distinctRequests = distinctRequests;
        this.seed = seed;
    }

    /**
     * Returns warm-up and measurement.
     *
     * @throws IOException if a schedule's file cannot be read
     */
    List<LoadStage> all() throws IOException {
        LoadStage measurement = measurement();
        List<LoadStage> stages = new ArrayList<>();
        warmUp(measurement).ifPresent(stages::add);
        stages.add(measurement);
        return stages;
    }

    private LoadStage measurement() throws IOException {
        OptionalLong nanos = settings.duration().isPresent()
                ? OptionalLong.of(settings.duration().get().toNanos())
                : OptionalLong.empty();
        if (shape.isEmpty()) {
            OptionalInt count = nanos.isPresent() ? settings.requests() : OptionalInt.of(count());
            return LoadStage.closed(LoadStage.Kind.MEASUREMENT, 0, limit.orElse(1), count, nanos);
        }
        Schedule schedule = schedule(shape.get(), nanos);
        return LoadStage.open(LoadStage.Kind.MEASUREMENT, 0, schedule, limit, span(schedule, nanos));
    }

    private int count() {
        return settings.requests().orElse(distinctRequests);
    }

    private Schedule schedule(LoadShape asked, OptionalLong nanos) throws IOException {
        if (asked instanceof LoadShape.Unbounded) {
            return Schedule.of(new long[count()]);
        }
        if (asked instanceof LoadShape.Replay replay) {
            Schedule recorded = read(replay.file()).faster(settings.speed());
            return settings.requests().isPresent()
                    ? recorded.first(settings.requests().getAsInt())
                    : recorded;
        }
        if (asked instanceof LoadShape.Steps steps) {
            return Schedule.generate(
                    steps.steps().stream()
                            .map(step -> new Schedule.Stage(
                                    arrivals.at(step.ratePerSecond()),
                                    step.time().toNanos() / NANOS_PER_SECOND))
                            .toList(),
                    seed);
        }
        if (asked instanceof LoadShape.Ramp ramp) {
            long over = nanos.orElse(UNSAID.toNanos());
            return Schedule.lasting(
                    Arrivals.ramp(ramp.fromPerSecond(), ramp.toPerSecond(), over / NANOS_PER_SECOND), over, seed);
        }
        if (asked instanceof LoadShape.Steady steady) {
            return nanos.isPresent() && settings.requests().isEmpty()
                    ? Schedule.lasting(arrivals.at(steady.ratePerSecond()), nanos.getAsLong(), seed)
                    : Schedule.generate(arrivals.at(steady.ratePerSecond()), count(), seed);
        }
        throw new IllegalArgumentException("a search is no single load: " + asked);
    }

    private static Schedule read(Path file) throws IOException {
        return TraceFile.isTrace(file) ? TraceFile.schedule(file) : Schedule.read(file);
    }

    /** The window ends one mean gap after the last start, so that rate times length is the number of starts. */
    private OptionalLong span(Schedule schedule, OptionalLong asked) {
        if (shape.orElseThrow() instanceof LoadShape.Steps steps) {
            return OptionalLong.of(steps.steps().stream()
                    .mapToLong(step -> step.time().toNanos())
                    .sum());
        }
        if (shape.orElseThrow() instanceof LoadShape.Ramp) {
            return OptionalLong.of(asked.orElse(UNSAID.toNanos()));
        }
        if (asked.isPresent() && settings.requests().isEmpty() && shape.get() instanceof LoadShape.Steady) {
            return asked;
        }
        long last = schedule.startNanos(schedule.size() - 1);
        return OptionalLong.of(schedule.size() > 1 ? last + last / (schedule.size() - 1) : last);
    }

    private Optional<LoadStage> warmUp(LoadStage measurement) {
        int first = measurement.plannedStarts();
        boolean open = shape.isPresent() && !(shape.get() instanceof LoadShape.Unbounded);
        if (open) {
            double rate = firstRate(shape.get(), measurement);
            int count =
                    settings.warmUpRequests().orElse(Math.max(FEWEST_WARM_UP, (int) Math.ceil(rate * WARM_UP_SECONDS)));
            if (count == 0) {
                return Optional.empty();
            }
            Schedule schedule = Schedule.generate(arrivals.at(rate), count, seed ^ WARM_UP_SEED);
            long span = schedule.startNanos(count - 1) + Math.round(NANOS_PER_SECOND / rate);
            return Optional.of(LoadStage.open(LoadStage.Kind.WARM_UP, first, schedule, limit, OptionalLong.of(span)));
        }
        int inFlight = limit.orElse(1);
        int count = settings.warmUpRequests().orElse(shape.isPresent() && limit.isEmpty() ? 0 : 2 * inFlight);
        if (count == 0) {
            return Optional.empty();
        }
        OptionalLong least = settings.warmUpRequests().isPresent()
                ? OptionalLong.empty()
                : OptionalLong.of((long) (WARM_UP_SECONDS * NANOS_PER_SECOND));
        int turn = first > 0 ? first : distinctRequests / 2;
        return Optional.of(LoadStage.closed(LoadStage.Kind.WARM_UP, turn, inFlight, OptionalInt.of(count), least));
    }

    private static double firstRate(LoadShape shape, LoadStage measurement) {
        if (shape instanceof LoadShape.Steady steady) {
            return steady.ratePerSecond();
        }
        if (shape instanceof LoadShape.Ramp ramp) {
            return ramp.fromPerSecond();
        }
        if (shape instanceof LoadShape.Steps steps) {
            return steps.steps().get(0).ratePerSecond();
        }
        double seconds = measurement.nanos().orElseThrow() / NANOS_PER_SECOND;
        return seconds > 0 ? measurement.plannedStarts() / seconds : 1;
    }

    /** Returns one trial of a rate for a search. */
    LoadStage probe(double ratePerSecond, int firstTurn) {
        long nanos = settings.probe().toNanos();
        Schedule schedule = Schedule.lasting(arrivals.at(ratePerSecond), nanos, seed ^ firstTurn);
        return LoadStage.open(LoadStage.Kind.PROBE, firstTurn, schedule, limit, OptionalLong.of(nanos));
    }

    /** Returns the stages of a steady rate in place of this shape. */
    LoadStages at(double ratePerSecond) {
        return new LoadStages(
                Optional.of(new LoadShape.Steady(ratePerSecond)), arrivals, limit, settings, distinctRequests, seed);
    }
}
