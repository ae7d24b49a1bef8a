package io.inferbench.backend.tensorrt;

import io.inferbench.api.Dimension;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.model.CallShape;
import io.inferbench.backend.tensorrt.TensorrtOptions.ShapeRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The shapes that an engine is built for: smallest, best and largest of each input with a free axis.
 *
 * @param ranges by input, in the order of the model
 */
record ShapeProfile(Map<String, Range> ranges) {

    private static final String CAPACITY = "capacity";
    private static final int CAPACITY_STEP = 64;

    /** Shapes of one input; the builder tunes for {@code best}. */
    record Range(List<Long> smallest, List<Long> best, List<Long> largest) {

        static Range of(long[] smallest, long[] best, long[] largest) {
            return new Range(list(smallest), list(best), list(largest));
        }

        private static List<Long> list(long[] shape) {
            return LongStream.of(shape).boxed().toList();
        }

        @Override
        public String toString() {
            return text(smallest) + ":" + text(best) + ":" + text(largest);
        }

        private static String text(List<Long> shape) {
            return shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
        }
    }

    /**
     * Chooses shapes for a model's inputs.
     *
     * <p>The option {@code profile.shapes} decides where it names an input. Else a free axis whose symbol speaks of the batch, or
     * that comes first, has the call's batch size, and any other free axis its sequence length.
     *
     * @throws BackendException naming every input whose shape nothing decides
     */
    static ShapeProfile of(SessionSpec spec, List<TensorSpec> inputs) throws BackendException {
        Map<String, Range> given =
                parse(spec.options().find(TensorrtOptions.PROFILE_SHAPES).orElse(""));
        boolean exact = spec.options().get(TensorrtOptions.SHAPES) == ShapeRange.EXACT;
        Map<String, Range> ranges = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        for (TensorSpec input : inputs) {
            Range range = given.remove(input.name());
            if (range != null) {
                require(input, range, faults);
                ranges.put(input.name(), range);
            } else if (hasFreeAxis(input)) {
                Optional<CallShape> call = spec.expectedShape();
                if (call.isPresent()) {
                    ranges.put(input.name(), range(input, call.get(), exact, capacity(spec, call.get())));
                } else {
                    faults.add("nothing says how large " + input + " gets");
                }
            }
        }
        given.keySet().forEach(name -> faults.add("there is no input '" + name + "'"));
        if (!faults.isEmpty()) {
            throw new BackendException("model '" + spec.model().name() + "': " + String.join("; ", faults)
                    + "; give the plan 'batch' and 'sequence-length', or this backend '"
                    + TensorrtOptions.PROFILE_SHAPES.name() + "'");
        }
        return new ShapeProfile(ranges);
    }

    private static boolean hasFreeAxis(TensorSpec input) {
        return input.shape().stream().anyMatch(axis -> axis.size().isEmpty());
    }

    private static Range range(TensorSpec input, CallShape call, boolean exact, int capacity) {
        int axes = input.shape().size();
        long[] smallest = new long[axes];
        long[] best = new long[axes];
        long[] largest = new long[axes];
        for (int axis = 0; axis < axes; axis++) {
            Dimension dimension = input.shape().get(axis);
            String symbol = dimension.symbol().toLowerCase(Locale.ROOT);
            boolean generates = call.kind() == CallShape.Kind.GENERATION;
            if (dimension.size().isPresent() || symbol.equals(CAPACITY)) {
                best[axis] = dimension.size().orElse(capacity);
                smallest[axis] = best[axis];
                largest[axis] = best[axis];
            } else {
                boolean batch = axis == 0 || symbol.contains("batch");
                best[axis] = batch ? call.batchSize() : call.sequenceLength();
                smallest[axis] = exact ? best[axis] : 1;
                // A prompt may take the place of new tokens.
                largest[axis] = !batch && generates && !exact ? capacity : best[axis];
            }
        }
        return Range.of(smallest, best, largest);
    }

    /**
     * Returns the room of a cache in tokens: what the call or the option asks for, rounded up.
     *
     * <p>A multiple of {@value #CAPACITY_STEP} keeps every sequence's part of a cache aligned.
     */
    static int capacity(SessionSpec spec, CallShape call) {
        int wanted =
                spec.options().find(TensorrtOptions.KV_CAPACITY).orElse(call.sequenceLength() + call.contextLength());
        return (wanted + CAPACITY_STEP - 1) / CAPACITY_STEP * CAPACITY_STEP;
    }

    private static void require(TensorSpec input, Range range, List<String> faults) {
        for (List<Long> shape : List.of(range.smallest(), range.best(), range.largest())) {
            if (!input.accepts(shape.stream().mapToLong(Long::longValue).toArray())) {
                faults.add("the shape " + shape + " does not fit " + input);
            }
        }
    }

    /** Reads {@code name=1x8:8x128:32x512;name=…}. */
    private static Map<String, Range> parse(String text) throws BackendException {
        Map<String, Range> ranges = new LinkedHashMap<>();
        for (String entry : text.isBlank() ? new String[0] : text.split(";", -1)) {
            int equals = entry.lastIndexOf('=');
            String[] shapes = entry.substring(equals + 1).split(":", -1);
            try {
                if (equals < 1 || shapes.length != 3) {
                    throw new NumberFormatException("not name=smallest:best:largest");
                }
                ranges.put(
                        entry.substring(0, equals).strip(),
                        Range.of(shape(shapes[0]), shape(shapes[1]), shape(shapes[2])));
            } catch (NumberFormatException unreadable) {
                throw new BackendException(
                        "option '" + TensorrtOptions.PROFILE_SHAPES.name() + "': '" + entry
                                + "' should look like input_ids=1x8:8x128:32x512",
                        unreadable);
            }
        }
        return ranges;
    }

    private static long[] shape(String text) {
        return Arrays.stream(text.strip().split("x", -1))
                .mapToLong(Long::parseLong)
                .toArray();
    }

    /** Returns all of it as text, the same for the same shapes. */
    String text() {
        return ranges.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(";"));
    }
}
