package io.inferbench.core.config;

import java.time.Duration;

/**
 * When warm-up ends: at least so many calls and so long, then once steady, at latest after the cap.
 *
 * @param minCalls at least this many
 * @param minTime at least this long
 * @param maxTime at most this long; reaching it unsteady is reported
 * @param windows consecutive windows whose medians must be flat
 * @param tolerance largest relative range of those medians
 */
public record WarmUpSettings(int minCalls, Duration minTime, Duration maxTime, int windows, double tolerance) {

    /** 10 calls and 1 s, then five windows within 5 %, at most 30 s. */
    public static final WarmUpSettings DEFAULT =
            new WarmUpSettings(10, Duration.ofSeconds(1), Duration.ofSeconds(30), 5, 0.05);
}
