package io.inferbench.core.workload;

import io.inferbench.api.ModelSignature;
import io.inferbench.api.Tensor;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSpec;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Where the values of each input come from. */
final class InputFills {

    private static final ValueRange BIT = new ValueRange(0, 2);

    private final long seed;
    private final Map<String, long[]> shapes;
    private final Reals reals;
    private final Map<String, ValueRange> ranges = new HashMap<>();
    private final Map<String, TensorFile> files = new HashMap<>();
    private final Map<String, String> facts = new TreeMap<>();

    private InputFills(long seed, Map<String, long[]> shapes, Reals reals) {
        this.seed = seed;
        this.shapes = shapes;
        this.reals = reals;
    }

    static InputFills of(
            WorkloadSpec spec, ModelSignature signature, Map<String, long[]> shapes, List<String> problems) {
        InputFills fills = new InputFills(spec.seed(), shapes, spec.options().get(RawTensors.REALS));
        spec.options()
                .find(RawTensors.RANGE)
                .ifPresent(text -> PerInput.of("range", text, signature, problems)
                        .forEach((name, range) -> fills.giveRange(signature, name, range, problems)));
        spec.options()
                .find(RawTensors.FILES)
                .ifPresent(text -> PerInput.of("files", text, signature, problems)
                        .forEach((name, path) -> fills.giveFile(signature, name, path, problems)));
        signature.inputs().forEach(input -> fills.chooseRange(spec, input));
        fills.checkCounts(problems);
        return fills;
    }

    private void giveRange(ModelSignature signature, String name, String text, List<String> problems) {
        TensorSpec input = signature.input(name).orElseThrow();
        if (input.type().isFloatingPoint()) {
            problems.add("range of " + name + " is for whole numbers, and it takes " + input.type() + "; use reals");
            return;
        }
        try {
            ranges.put(name, ValueRange.parse(text));
        } catch (IllegalArgumentException unreadable) {
            problems.add("range of " + name + ": " + unreadable.getMessage());
        }
    }

    private void giveFile(ModelSignature signature, String name, String text, List<String> problems) {
        long[] shape = shapes.get(name);
        if (shape == null) {
            return;
        }
        try {
            files.put(name, TensorFile.read(Path.of(text), signature.input(name).orElseThrow(), shape));
            facts.put("values." + name, text);
        } catch (NoSuchFileException absent) {
            problems.add("file of " + name + ": there is no '" + text + "'");
        } catch (IOException | InvalidPathException | ArithmeticException unfit) {
            problems.add("file of " + name + ", '" + text + "': " + unfit.getMessage());
        }
    }

    private void chooseRange(WorkloadSpec spec, TensorSpec input) {
        boolean drawn = !input.type().isFloatingPoint() && !files.containsKey(input.name());
        if (!drawn) {
            if (!files.containsKey(input.name())) {
                facts.put("values." + input.name(), reals.toString());
            }
            return;
        }
        Optional<InputRole> role = InputRole.of(input);
        if (!ranges.containsKey(input.name()) && role.isPresent() && role.get() != InputRole.TOKENS) {
            facts.put(
                    "values." + input.name(),
                    "as a text model's " + role.get().name().toLowerCase(Locale.ROOT));
            return;
        }
        ValueRange range = ranges.computeIfAbsent(
                input.name(),
                name -> role.flatMap(tokens -> Vocabulary.find(spec))
                        .map(vocabulary -> new ValueRange(0, vocabulary))
                        .orElse(BIT));
        facts.put("values." + input.name(), range.toString());
    }

    private void checkCounts(List<String> problems) {
        if (files.values().stream().mapToInt(TensorFile::count).distinct().count() > 1) {
            Map<String, Integer> counts = new TreeMap<>();
            files.forEach((name, file) -> counts.put(name, file.count()));
            problems.add("the files hold different numbers of tensors: " + counts);
        }
    }

    /** Returns how many requests there are: as many as files hold, else the number asked for. */
    int requests(int asked) {
        return files.values().stream().mapToInt(TensorFile::count).findFirst().orElse(asked);
    }

    Map<String, String> facts() {
        return Map.copyOf(facts);
    }

    /** Returns the values of one input of one request. */
    Tensor tensor(TensorSpec input, int index) throws WorkloadException {
        TensorFile file = files.get(input.name());
        if (file != null) {
            return file.tensor(index);
        }
        long[] shape = Objects.requireNonNull(shapes.get(input.name()));
        Tensor tensor = allocate(input, shape);
        Draws draws = Draws.of(seed, input.name(), index);
        ValueRange range = ranges.get(input.name());
        for (long at = 0; at < tensor.elementCount(); at++) {
            if (input.type().isFloatingPoint()) {
                TensorWriter.put(tensor, at, reals.draw(draws));
            } else if (range != null) {
                TensorWriter.put(tensor, at, draws.between(range.least(), range.bound()));
            } else {
                TensorWriter.put(tensor, at, textInput(input, shape, at));
            }
        }
        return tensor;
    }

    private static Tensor allocate(TensorSpec input, long[] shape) throws WorkloadException {
        try {
            return Tensor.allocate(input.name(), input.type(), shape);
        } catch (IllegalArgumentException | ArithmeticException tooLarge) {
            throw new WorkloadException(
                    "input " + input + " of shape " + Arrays.toString(shape) + " is too large: "
                            + tooLarge.getMessage(),
                    tooLarge);
        }
    }

    private static long textInput(TensorSpec input, long[] shape, long at) {
        return switch (InputRole.of(input).orElseThrow()) {
            case MASK -> 1;
            case POSITIONS -> shape.length == 0 ? 0 : at % shape[shape.length - 1];
            case SEGMENTS, TOKENS -> 0;
        };
    }
}
