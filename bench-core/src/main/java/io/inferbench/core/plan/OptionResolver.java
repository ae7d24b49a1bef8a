package io.inferbench.core.plan;

import io.inferbench.api.Provider;
import io.inferbench.api.option.OptionException;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.api.option.Options;
import io.inferbench.core.config.EnvironmentReferences;
import io.inferbench.core.config.NearestName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns options as written into options as the provider will get them, and as a reader may see them. */
final class OptionResolver {

    private final EnvironmentReferences environment;
    private final Problems problems;

    OptionResolver(EnvironmentReferences environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /**
     * Options of one provider in one cell.
     *
     * @param values unmasked
     * @param masked fit to be shown
     */
    record Resolved(Map<String, String> values, Map<String, String> masked) {}

    /** Returns the options, or nothing after reporting each that is unknown or unreadable. */
    Optional<Resolved> resolve(Provider provider, Map<String, Located<String>> written) {
        Map<String, String> values = new TreeMap<>();
        Map<String, String> masked = new TreeMap<>();
        List<OptionSpec<?>> known = provider.options();
        List<String> names = known.stream().map(OptionSpec::name).toList();
        boolean sound = true;
        for (Map.Entry<String, Located<String>> option : written.entrySet()) {
            String name = option.getKey();
            Located<String> text = option.getValue();
            try {
                String filled = environment.fill(text.value());
                Options parsed = Options.parse(known, Map.of(name, filled));
                values.put(name, filled);
                masked.putAll(parsed.asText());
            } catch (OptionException wrong) {
                sound = false;
                String hint = names.contains(name) ? "" : NearestName.hint(name, names);
                problems.add(text.path(), provider.id() + ": " + String.join("; ", wrong.problems()) + hint);
            } catch (IllegalArgumentException unfilled) {
                sound = false;
                problems.add(text.path(), provider.id() + ": " + unfilled.getMessage());
            }
        }
        return sound ? Optional.of(new Resolved(values, masked)) : Optional.empty();
    }
}
