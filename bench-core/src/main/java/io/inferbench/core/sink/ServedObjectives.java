package io.inferbench.core.sink;

import io.inferbench.api.option.Durations;
import io.inferbench.core.load.Objectives;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads objectives back from a report's plan. */
final class ServedObjectives {

    private ServedObjectives() {}

    static Objectives parse(Map<?, ?> limits) {
        Map<String, Duration> parsed = new LinkedHashMap<>();
        limits.forEach((word, limit) -> parsed.put(word.toString(), Durations.parse(limit.toString())));
        return new Objectives(parsed);
    }
}
