package io.inferbench.core.json;

import io.inferbench.api.metric.Unit;
import io.inferbench.api.report.Verdict;
import java.util.Locale;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/** Writes constants as the words that reports and command lines use: {@code NOT_CHECKED} becomes {@code not-checked}. */
final class EnumWords extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public String[] findEnumValues(
            MapperConfig<?> config, AnnotatedClass annotatedClass, Enum<?>[] enumValues, String[] names) {
        for (int i = 0; i < enumValues.length; i++) {
            names[i] = word(enumValues[i]);
        }
        return names;
    }

    private static String word(Enum<?> value) {
        if (value instanceof Unit unit) {
            return unit.suffix();
        }
        // Verdicts are in capitals wherever they are seen.
        return value instanceof Verdict.Status
                ? value.name()
                : value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
