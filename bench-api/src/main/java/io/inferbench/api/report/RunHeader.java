package io.inferbench.api.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is known before the first trial.
 *
 * @param runId unique
 * @param inferbenchVersion version of the harness
 * @param startedAt when
 * @param plan the effective plan, defaults filled in, as nested maps, lists and scalars
 * @param planSha256 of the plan's canonical text: equal plans have equal hashes
 * @param seed the run's seed
 * @param environment sections of names and values
 * @param discoveryFailures jars or providers that did not load
 * @param trials every cell, in order
 */
public record RunHeader(
        String runId,
        String inferbenchVersion,
        Instant startedAt,
        Map<String, Object> plan,
        String planSha256,
        long seed,
        Map<String, Map<String, String>> environment,
        List<String> discoveryFailures,
        List<Trial> trials) {

    /** Copies the lists. */
    public RunHeader {
        discoveryFailures = List.copyOf(discoveryFailures);
        trials = List.copyOf(trials);
    }
}
