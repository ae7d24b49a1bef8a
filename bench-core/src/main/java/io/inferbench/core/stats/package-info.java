/**
 * What a series of measured values says, and how far to believe it: quantiles, intervals, steadiness, percentile rules.
 *
 * <p>Everything here is a pure function of its arrays and of a seed: no threads, no clocks, no I/O. Results are the
 * same on every JVM, so that anyone can recompute them from a report. A series is a {@code double[]} in the order of
 * time; nanoseconds are exact in a {@code double} up to 104 days.
 *
 * <ul>
 *   <li>{@link io.inferbench.core.stats.SortedSample}: quantiles, mean, spread of one sample.
 *   <li>{@link io.inferbench.core.stats.PercentileRule}: is a percentile supported by enough samples?
 *   <li>{@link io.inferbench.core.stats.SteadyStateRule}: has warm-up ended?
 *   <li>{@link io.inferbench.core.stats.PrecisionMonitor}: may measurement stop?
 *   <li>{@link io.inferbench.core.stats.TwoLevelBootstrap}: the interval that is printed.
 *   <li>{@link io.inferbench.core.stats.MetricSummarizer}: all of it for one metric, as the report holds it.
 *   <li>{@link io.inferbench.core.stats.Dependence}: what neighbouring values have in common.
 * </ul>
 *
 * <p>No statistics library is used: the few distributions needed (binomial, Student's t, Kendall's S) are a page of
 * code with published values to test against, and a user's class path stays as it is.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
package io.inferbench.core.stats;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
