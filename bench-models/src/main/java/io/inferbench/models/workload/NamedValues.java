package io.inferbench.models.workload;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Reads {@code NAME:VALUE;NAME:VALUE}; a name may hold colons, as those of some exporters do. */
final class NamedValues {

    private NamedValues() {}

    static <T> Map<String, T> parse(String text, Function<String, T> value) {
        Map<String, T> values = new LinkedHashMap<>();
        for (String part : text.split(";", -1)) {
            int colon = part.lastIndexOf(':');
            String name = part.substring(0, Math.max(colon, 0)).strip();
            if (name.isEmpty()) {
                throw new IllegalArgumentException("'" + part + "' should be NAME:VALUE");
            }
            if (values.putIfAbsent(name, value.apply(part.substring(colon + 1).strip())) != null) {
                throw new IllegalArgumentException("'" + name + "' is given twice");
            }
        }
        return values;
    }

    static long[] shape(String text) {
        long[] shape =
                Arrays.stream(text.split("x", -1)).mapToLong(Long::parseLong).toArray();
        if (LongStream.of(shape).anyMatch(length -> length < 1)) {
            throw new IllegalArgumentException("each axis of '" + text + "' should be at least 1");
        }
        return shape;
    }

    static String text(long[] shape) {
        return LongStream.of(shape).mapToObj(Long::toString).collect(Collectors.joining("x"));
    }
}
