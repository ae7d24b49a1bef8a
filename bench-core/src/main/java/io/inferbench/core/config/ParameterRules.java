package io.inferbench.core.config;

import io.inferbench.api.Device;
import io.inferbench.api.Precision;
import io.inferbench.api.report.Parameters;
import io.inferbench.core.load.ArrivalPattern;
import io.inferbench.core.load.LoadShape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/** Which parameters a matrix may have and what their values look like. */
@API(status = API.Status.INTERNAL, since = "0.1.0")
public final class ParameterRules {

    /** Prefix of a parameter that is an option of the backend. */
    public static final String BACKEND_PREFIX = "backend.";

    /** Prefix of a parameter that is an option of the model source. */
    public static final String MODEL_PREFIX = "model.";

    /** Prefix of a parameter that is an option of the workload. */
    public static final String WORKLOAD_PREFIX = "workload.";

    private static final List<String> COUNTS =
            List.of(Parameters.BATCH, Parameters.SEQUENCE_LENGTH, Parameters.NEW_TOKENS, Parameters.CONCURRENCY);

    private static final List<String> NAMES = List.of(
            Parameters.BATCH,
            Parameters.SEQUENCE_LENGTH,
            Parameters.NEW_TOKENS,
            Parameters.PRECISION,
            Parameters.DEVICE,
            Parameters.CONCURRENCY,
            Parameters.RATE,
            Parameters.ARRIVALS);

    private ParameterRules() {}

    /** Returns the parameters that a cell has although nobody wrote them. */
    public static Map<String, String> defaults() {
        return Map.of(Parameters.BATCH, "1", Parameters.PRECISION, Precision.FP32.id());
    }

    /** Returns the names that a key of the matrix stands for: one, or several joined by commas that vary together. */
    public static List<String> namesIn(String key) {
        return Arrays.stream(key.split(",", -1)).map(String::strip).toList();
    }

    /**
     * Returns what one value of a key means, in canonical text.
     *
     * @throws IllegalArgumentException saying what is wrong with the value
     */
    public static Map<String, String> assignments(String key, String value) {
        List<String> names = namesIn(key);
        if (names.size() == 1) {
            return Map.of(names.get(0), canonical(names.get(0), value));
        }
        List<String> parts =
                Arrays.stream(value.split(",", -1)).map(String::strip).toList();
        if (parts.size() != names.size()) {
            throw new IllegalArgumentException("'" + value + "' has " + parts.size() + " values for the " + names.size()
                    + " parameters " + String.join(", ", names) + "; write for instance "
                    + names.stream().map(name -> "128").collect(Collectors.joining(",")));
        }
        Map<String, String> assigned = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            assigned.put(names.get(i), canonical(names.get(i), parts.get(i)));
        }
        return assigned;
    }

    /**
     * Refuses a name that is neither a parameter nor an option's.
     *
     * @throws IllegalArgumentException naming the known ones
     */
    public static void requireKnown(String name) {
        if (!isKnown(name)) {
            throw new IllegalArgumentException("unknown parameter '" + name + "'" + NearestName.hint(name, NAMES)
                    + "; known: " + String.join(", ", NAMES)
                    + ", and backend.OPTION, model.OPTION, workload.OPTION");
        }
    }

    /** Returns whether the name is a parameter's or stands for an option. */
    public static boolean isKnown(String name) {
        return NAMES.contains(name) || isOption(name);
    }

    /** Returns whether the name stands for an option of a provider. */
    public static boolean isOption(String name) {
        return List.of(BACKEND_PREFIX, MODEL_PREFIX, WORKLOAD_PREFIX).stream()
                .anyMatch(prefix -> name.startsWith(prefix) && name.length() > prefix.length());
    }

    /**
     * Returns the one text for a value: {@code 8} for {@code 08}, {@code fp16} for {@code FP16}.
     *
     * @throws IllegalArgumentException saying what is wrong with the value
     */
    public static String canonical(String name, String value) {
        if (COUNTS.contains(name)) {
            return count(value);
        }
        if (name.equals(Parameters.PRECISION)) {
            return Precision.parse(value).id();
        }
        if (name.equals(Parameters.DEVICE)) {
            return Arrays.stream(value.split("\\+", -1))
                    .map(device -> Device.parse(device.strip()).reference())
                    .collect(Collectors.joining("+"));
        }
        if (name.equals(Parameters.RATE)) {
            return LoadShape.parse(value).toString();
        }
        if (name.equals(Parameters.ARRIVALS)) {
            return ArrivalPattern.parse(value).toString();
        }
        return value;
    }

    private static String count(String value) {
        String expected = "should be a whole number from 1 to " + Integer.MAX_VALUE + ", not '" + value + "'";
        try {
            int count = Integer.parseInt(value);
            if (count >= 1) {
                return Integer.toString(count);
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(expected, notANumber);
        }
        throw new IllegalArgumentException(expected);
    }
}
