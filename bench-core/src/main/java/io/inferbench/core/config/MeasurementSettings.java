package io.inferbench.core.config;

import io.inferbench.core.gpu.GpuSampler;
import java.time.Duration;

/**
 * When measurement ends: at least so many calls and so long, then once precise, at latest after a cap.
 *
 * @param minCalls at least this many
 * @param minTime at least this long
 * @param maxCalls at most this many
 * @param maxTime at most this long; reaching it imprecise is reported
 * @param targetRelativeError wanted half-width of the median's confidence interval over the median; 0 runs to a cap
 * @param confidence of every interval, for instance 0.95
 * @param coolDown how long sampling goes on without calls afterwards
 * @param gpuInterval how often GPUs are read while a trial on them runs; zero leaves it out
 */
public record MeasurementSettings(
        int minCalls,
        Duration minTime,
        int maxCalls,
        Duration maxTime,
        double targetRelativeError,
        double confidence,
        Duration coolDown,
        Duration gpuInterval) {

    /** 50 calls and 2 s, then until the median is known to 1 % at 95 %, at most 100,000 calls or 60 s. */
    public static final MeasurementSettings DEFAULT = new MeasurementSettings(
            50,
            Duration.ofSeconds(2),
            100_000,
            Duration.ofSeconds(60),
            0.01,
            0.95,
            Duration.ZERO,
            GpuSampler.DEFAULT_INTERVAL);
}
