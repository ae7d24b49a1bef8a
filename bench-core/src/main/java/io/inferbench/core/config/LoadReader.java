package io.inferbench.core.config;

import io.inferbench.core.load.Objectives;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads how servers are loaded; counts may name an environment variable, as the known harnesses take them from there. */
final class LoadReader {

    private final EnvironmentReferences environment = new EnvironmentReferences(System.getenv());

    LoadSettings read(Section section) {
        LoadSettings absent = LoadSettings.DEFAULT;
        LoadSettings settings = new LoadSettings(
                count(section, "requests"),
                section.has("duration") ? Optional.of(section.duration("duration", Duration.ZERO)) : Optional.empty(),
                count(section, "warm_up_requests"),
                section.section("objectives").map(this::objectives).orElse(absent.objectives()),
                section.number("good_share", absent.goodShare()),
                section.duration("probe", absent.probe()),
                section.duration("drain", absent.drain()),
                section.number("speed", absent.speed()),
                section.integer("failures_allowed", absent.failuresAllowed()));
        section.finish();
        return settings;
    }

    private OptionalInt count(Section section, String key) {
        return section.find(key)
                .flatMap(node -> section.parsed(
                        section.path(key), node, "a whole number", text -> Integer.valueOf(environment.fill(text))))
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    private Objectives objectives(Section section) {
        Map<String, Duration> limits = new LinkedHashMap<>();
        for (String word : Objectives.WORDS) {
            if (section.has(word)) {
                Duration limit = section.duration(word, Duration.ZERO);
                if (!limit.isZero()) {
                    limits.put(word, limit);
                }
            } else {
                section.find(word);
            }
        }
        section.finish();
        return new Objectives(limits);
    }
}
