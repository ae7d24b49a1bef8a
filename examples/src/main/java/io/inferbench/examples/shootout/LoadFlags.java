package io.inferbench.examples.shootout;

import io.inferbench.api.report.Parameters;
import io.inferbench.core.config.ExecutionSettings;
import io.inferbench.core.config.LoadSettings;
import io.inferbench.core.load.LoadShape;
import io.inferbench.core.load.Objectives;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Flags that say how a server is loaded. */
final class LoadFlags {

    private static final Duration LONGEST_FORK = Duration.ofHours(6);
    private static final double NANOS_PER_MILLI = 1e6;

    private static final double MILLIS_PER_SECOND = 1e3;

    /** Drawn starts are more than the mean at times. */
    private static final double SLACK = 1.2;

    /** How long a ramp is unless said. */
    private static final double RAMP_SECONDS = 30;

    /** Doubled rates add up to two probes of the highest; four halvings follow at most. */
    private static final int PROBES_AT_MOST_RATE = 6;

    /** Requests are held in memory. */
    private static final int MOST_REQUESTS = 20_000;

    @Option(
            names = {"--max-concurrency", "--concurrency"},
            paramLabel = "N",
            description =
                    "Requests in flight at most; several values, as \"16;64\", are swept. Without a rate these places"
                            + " are kept taken, one by default.")
    private @Nullable String concurrency;

    @Option(
            names = "--request-rate",
            paramLabel = "RATE",
            description =
                    "Requests per second, whatever the answers: 8, inf, 2..20, 5/20s,10/20s, file:PATH, search:1..64."
                            + " Several, as \"2;4;8\", are swept.")
    private @Nullable String rate;

    @Option(
            names = "--burstiness",
            paramLabel = "SHAPE",
            description =
                    "Shape of gamma-distributed gaps: 1, the default, is Poisson, less is burstier; inf is constant.")
    private @Nullable String burstiness;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = MeasureFlags.DurationConverter.class,
            description = "Measure for so long, in place of --num-prompts requests.")
    private @Nullable Duration duration;

    @Option(names = "--num-warmups", paramLabel = "N", description = "Requests before the measurement.")
    private @Nullable Integer warmUps;

    @Option(
            names = "--goodput",
            paramLabel = "NAME:MS",
            split = "[ ,]",
            description = "What a good request keeps, in milliseconds: ttft:500,tpot:50,e2el:5000,longest_gap:300.")
    private List<String> objectives = List.of();

    Map<String, List<String>> parameters() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (rate != null) {
            parameters.put(Parameters.RATE, list(rate));
        }
        if (burstiness != null) {
            parameters.put(
                    Parameters.ARRIVALS,
                    list(burstiness).stream().map(LoadFlags::arrivals).toList());
        }
        if (concurrency != null) {
            parameters.put(Parameters.CONCURRENCY, list(concurrency));
        }
        return parameters;
    }

    private static String arrivals(String shape) {
        if (shape.equals("inf")) {
            return "constant";
        }
        return shape.equals("1") || shape.equals("1.0") ? "poisson" : "gamma:" + shape;
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(";", -1)).map(String::strip).toList();
    }

    LoadSettings settings(int count) throws BadInputException {
        LoadSettings usual = LoadSettings.DEFAULT;
        return new LoadSettings(
                duration == null ? OptionalInt.of(count) : OptionalInt.empty(),
                Optional.ofNullable(duration),
                warmUps == null ? OptionalInt.empty() : OptionalInt.of(warmUps),
                goodput(),
                usual.goodShare(),
                usual.probe(),
                usual.drain(),
                usual.speed(),
                usual.failuresAllowed());
    }

    /** Returns how many requests the largest load sends at most, as far as flags tell, so that no prompt comes twice. */
    int sent(int count) {
        double most = rate == null
                ? count
                : list(rate).stream()
                        .mapToDouble(text -> sent(text, count))
                        .max()
                        .orElse(count);
        return (int) Math.min(MOST_REQUESTS, Math.max(count, Math.ceil(most)));
    }

    private double sent(String text, int count) {
        LoadShape shape;
        try {
            shape = LoadShape.parse(text);
        } catch (IllegalArgumentException unreadable) {
            return count; // the plan's own check tells
        }
        double seconds = duration == null ? 0 : duration.toMillis() / MILLIS_PER_SECOND;
        if (shape instanceof LoadShape.Steady steady) {
            return SLACK * steady.ratePerSecond() * seconds;
        }
        if (shape instanceof LoadShape.Ramp ramp) {
            double over = duration == null ? RAMP_SECONDS : seconds;
            return SLACK * over * (ramp.fromPerSecond() + ramp.toPerSecond()) / 2;
        }
        if (shape instanceof LoadShape.Steps steps) {
            return SLACK
                    * steps.steps().stream()
                            .mapToDouble(
                                    step -> step.ratePerSecond() * step.time().toMillis() / MILLIS_PER_SECOND)
                            .sum();
        }
        if (shape instanceof LoadShape.Search search) {
            double probes = search.mostPerSecond()
                    * (PROBES_AT_MOST_RATE * LoadSettings.DEFAULT.probe().toMillis() / MILLIS_PER_SECOND);
            return SLACK * (probes + search.mostPerSecond() * seconds) + count;
        }
        return count;
    }

    private Objectives goodput() throws BadInputException {
        Map<String, Duration> limits = new LinkedHashMap<>();
        for (String objective : objectives) {
            String[] halves = objective.split(":", -1);
            try {
                limits.put(halves[0], Duration.ofNanos(Math.round(Double.parseDouble(halves[1]) * NANOS_PER_MILLI)));
            } catch (RuntimeException unreadable) {
                throw new BadInputException(
                        "--goodput " + objective + ": write NAME:MILLISECONDS, for instance ttft:500");
            }
        }
        try {
            return new Objectives(limits);
        } catch (IllegalArgumentException wrong) {
            throw new BadInputException("--goodput: " + wrong.getMessage());
        }
    }

    ExecutionSettings execution(int forks) {
        ExecutionSettings usual = ExecutionSettings.DEFAULT;
        return new ExecutionSettings(
                usual.isolation(), forks, usual.order(), LONGEST_FORK, usual.onUnavailable(), usual.jvmArguments());
    }
}
