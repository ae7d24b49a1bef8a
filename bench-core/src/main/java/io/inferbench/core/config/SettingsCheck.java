package io.inferbench.core.config;

import io.inferbench.core.stats.SteadyStateRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/** Says what is wrong with a configuration by itself, whatever providers there are. */
@API(status = API.Status.INTERNAL, since = "0.1.0")
public final class SettingsCheck {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._+-]{0,63}");

    private static final Duration LONGEST = Duration.ofDays(30);

    /** Reading a GPU takes a good part of a millisecond. */
    private static final Duration FINEST_SAMPLING = Duration.ofMillis(1);

    private final BenchmarkConfig config;
    private final List<PlanProblem> problems = new ArrayList<>();

    private SettingsCheck(BenchmarkConfig config) {
        this.config = config;
    }

    /** Returns every problem, in the order of the plan. */
    public static List<PlanProblem> of(BenchmarkConfig config) {
        SettingsCheck check = new SettingsCheck(config);
        check.whole();
        for (int group = 0; group < config.groups().size(); group++) {
            check.problems.addAll(
                    GroupCheck.of("trials[" + group + "]", config.groups().get(group)));
        }
        check.execution(config.execution());
        check.warmUp(config.warmUp());
        check.measurement(config.measurement());
        check.load(config.load());
        check.agreement(config.agreement());
        check.percentiles();
        return check.problems;
    }

    private void whole() {
        require(
                NAME.matcher(config.name()).matches(),
                "name",
                "should be 1 to 64 letters, digits, spaces and . _ + -, beginning with a letter or digit, because files are named after it; found '"
                        + config.name() + "'");
        require(!config.groups().isEmpty(), "trials", "nothing to run; write at least one group");
    }

    private void execution(ExecutionSettings settings) {
        range(settings.forks(), 1, 1000, "execution.forks");
        limits(settings.timeLimit(), "execution.time_limit");
        Duration longest = config.warmUp().maxTime().plus(config.measurement().maxTime());
        require(
                settings.timeLimit().compareTo(longest) >= 0,
                "execution.time_limit",
                PlanText.of(settings.timeLimit())
                        + " would end forks that warm_up.max_time and measurement.max_time allow to take "
                        + PlanText.of(longest) + "; raise it or lower them");
    }

    private void warmUp(WarmUpSettings settings) {
        range(settings.minCalls(), 0, Integer.MAX_VALUE, "warm_up.min_calls");
        require(
                settings.minTime().compareTo(settings.maxTime()) <= 0,
                "warm_up.min_time",
                PlanText.of(settings.minTime()) + " is longer than max_time " + PlanText.of(settings.maxTime()));
        limits(settings.maxTime(), "warm_up.max_time");
        range(settings.windows(), SteadyStateRule.FEWEST_WINDOWS, 1000, "warm_up.windows");
        require(
                settings.tolerance() > 0 && settings.tolerance() <= 1,
                "warm_up.tolerance",
                "should be a fraction above 0, at most 1, not " + settings.tolerance());
    }

    private void measurement(MeasurementSettings settings) {
        range(settings.minCalls(), 1, Integer.MAX_VALUE, "measurement.min_calls");
        require(
                settings.minCalls() <= settings.maxCalls(),
                "measurement.min_calls",
                settings.minCalls() + " is more than max_calls " + settings.maxCalls());
        limits(settings.maxTime(), "measurement.max_time");
        require(
                settings.coolDown().compareTo(LONGEST) <= 0,
                "measurement.cool_down",
                "should be at most " + PlanText.of(LONGEST));
        require(
                settings.gpuInterval().isZero() || settings.gpuInterval().compareTo(FINEST_SAMPLING) >= 0,
                "measurement.gpu_interval",
                "should be 0s, which leaves GPUs unread, or at least " + PlanText.of(FINEST_SAMPLING));
        require(
                settings.minTime().compareTo(settings.maxTime()) <= 0,
                "measurement.min_time",
                PlanText.of(settings.minTime()) + " is longer than max_time " + PlanText.of(settings.maxTime()));
        require(
                settings.targetRelativeError() >= 0 && settings.targetRelativeError() < 1,
                "measurement.target_relative_error",
                "should be a fraction from 0 to below 1, not " + settings.targetRelativeError());
        require(
                settings.confidence() >= 0.5 && settings.confidence() <= 0.9999,
                "measurement.confidence",
                "should be a fraction from 0.5 to 0.9999, not " + settings.confidence());
    }

    private void load(LoadSettings settings) {
        settings.requests().ifPresent(count -> range(count, 1, 100_000_000, "load.requests"));
        settings.duration().ifPresent(time -> limits(time, "load.duration"));
        settings.warmUpRequests().ifPresent(count -> range(count, 0, 100_000_000, "load.warm_up_requests"));
        require(
                settings.goodShare() > 0 && settings.goodShare() <= 1,
                "load.good_share",
                "should be a fraction above 0, at most 1, not " + settings.goodShare());
        limits(settings.probe(), "load.probe");
        limits(settings.drain(), "load.drain");
        require(
                settings.speed() > 0 && settings.speed() <= 1e6,
                "load.speed",
                "should be above 0, at most 1e6, not " + settings.speed());
        range(settings.failuresAllowed(), 1, Integer.MAX_VALUE, "load.failures_allowed");
    }

    private void agreement(AgreementSettings settings) {
        range(settings.requests(), 1, 1_000_000, "agreement.requests");
        settings.tolerances()
                .forEach((precision, tolerance) -> require(
                        tolerance > 0 && tolerance < Double.POSITIVE_INFINITY,
                        "agreement.tolerances." + precision.id(),
                        "should be above 0, not " + tolerance));
    }

    private void percentiles() {
        for (int i = 0; i < config.percentiles().size(); i++) {
            double percent = config.percentiles().get(i);
            require(
                    percent > 0 && percent < 100,
                    "percentiles[" + i + "]",
                    "should be a percentage between 0 and 100, both excluded, not " + percent);
        }
    }

    private void limits(Duration duration, String path) {
        require(isPositive(duration), path, "should be longer than 0");
        require(
                duration.compareTo(LONGEST) <= 0,
                path,
                "should be at most " + PlanText.of(LONGEST) + ", not " + PlanText.of(duration));
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private void range(int value, int least, int most, String path) {
        String limits = most == Integer.MAX_VALUE ? "at least " + least : "from " + least + " to " + most;
        require(value >= least && value <= most, path, "should be " + limits + ", not " + value);
    }

    private void require(boolean holds, String path, String message) {
        if (!holds) {
            problems.add(PlanProblem.of(path, message));
        }
    }
}
