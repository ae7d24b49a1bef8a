package io.inferbench.core.json;

import java.util.Map;
import tools.jackson.databind.PropertyNamingStrategies;

/** Snake case, with the unit at the end of a name as metrics write it: {@code startNanos} becomes {@code start_ns}. */
final class UnitSuffixNaming extends PropertyNamingStrategies.SnakeCaseStrategy {

    private static final long serialVersionUID = 1L;
    private static final Map<String, String> SUFFIXES = Map.of("_nanos", "_ns", "_per_second", "_per_s");

    @Override
    public String translate(String propertyName) {
        String name = super.translate(propertyName);
        for (Map.Entry<String, String> suffix : SUFFIXES.entrySet()) {
            if (name.endsWith(suffix.getKey())) {
                return name.substring(0, name.length() - suffix.getKey().length()) + suffix.getValue();
            }
        }
        return name;
    }
}
