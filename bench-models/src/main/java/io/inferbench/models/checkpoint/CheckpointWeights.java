package io.inferbench.models.checkpoint;

import static java.util.Objects.requireNonNull;

import io.inferbench.api.model.ModelException;
import io.inferbench.models.spec.TransformerSpec;
import io.inferbench.models.store.Hashes;
import io.inferbench.models.weights.FloatFormat;
import io.inferbench.models.weights.WeightSource;
import io.inferbench.models.weights.WeightSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;

/** The weights of a checkpoint folder, checked against an architecture. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class CheckpointWeights implements WeightSource {
    private static final Map<String, FloatFormat> TYPES =
            Map.of("F32", FloatFormat.FP32, "F16", FloatFormat.FP16, "BF16", FloatFormat.BF16);

    private final Path folder;
    private final SafetensorsFolder files;
    private final Map<String, Place> places;

    private record Place(SafetensorsFile file, String name, FloatFormat format) {}

    private CheckpointWeights(Path folder, SafetensorsFolder files, Map<String, Place> places) {
        this.folder = folder;
        this.files = files;
        this.places = places;
    }

    /**
     * Maps the files of a folder.
     *
     * @throws ModelException if files are missing or damaged, or with every tensor that is missing, left over, or of
     *     another shape or type than the architecture has
     */
    public static CheckpointWeights open(Path folder, TransformerSpec spec) throws ModelException {
        if (!Files.isDirectory(folder)) {
            throw new ModelException("there is no checkpoint folder " + folder.toAbsolutePath());
        }
        try {
            SafetensorsFolder files = new SafetensorsFolder(folder);
            Matching matching = new Matching(files, CheckpointNames.of(spec));
            spec.tensors().forEach(matching::find);
            matching.checkLeftOver();
            if (!matching.problems.isEmpty()) {
                files.close();
                throw new ModelException(
                        "the checkpoint " + folder.toAbsolutePath() + " does not hold the tensors of '" + spec.name()
                                + "':\n  "
                                + String.join("\n  ", matching.problems));
            }
            return new CheckpointWeights(folder, files, matching.places);
        } catch (IOException e) {
            throw new ModelException("the checkpoint cannot be read: " + e.getMessage(), e);
        }
    }

    /** Finds each tensor of a spec among those of the files, and remembers what does not fit. */
    private static final class Matching {
        private final SafetensorsFolder files;
        private final CheckpointNames names;
        private final Map<String, Place> places = new HashMap<>();
        private final Set<String> used = new HashSet<>();
        private final List<String> problems = new ArrayList<>();

        Matching(SafetensorsFolder files, CheckpointNames names) {
            this.files = files;
            this.names = names;
        }

        void find(WeightSpec tensor) {
            Optional<String> name = names.candidates(tensor.name())
                    .filter(files.tensors()::containsKey)
                    .findFirst();
            if (name.isEmpty()) {
                problems.add("missing: " + tensor.name() + " " + tensor.shape());
                return;
            }
            SafetensorsFile file = requireNonNull(files.tensors().get(name.get()));
            SafetensorsFile.Entry entry = requireNonNull(file.entries().get(name.get()));
            FloatFormat format = TYPES.get(entry.type());
            used.add(name.get());
            if (!entry.shape().equals(tensor.shape())) {
                problems.add("shape: " + name.get() + " is " + entry.shape() + " and should be " + tensor.shape());
            } else if (format == null) {
                problems.add("type: " + name.get() + " is " + entry.type() + " and should be F32, F16 or BF16");
            } else if (entry.bytes() != tensor.elements() * format.bytes()) {
                problems.add("length: " + name.get() + " takes " + entry.bytes() + " bytes and should take "
                        + tensor.elements() * format.bytes());
            } else {
                places.put(tensor.name(), new Place(file, name.get(), format));
            }
        }

        void checkLeftOver() {
            files.tensors().keySet().stream()
                    .filter(n -> !used.contains(n) && !names.ignores(n))
                    .forEach(n -> problems.add("left over: " + n));
        }
    }

    @Override
    public String fingerprint() {
        return "checkpoint " + folder.getFileName() + ", files " + Hashes.sha256(files.description());
    }

    @Override
    public void read(WeightSpec tensor, long first, float[] target, int at, int count) throws IOException {
        Place place = places.get(tensor.name());
        if (place == null) {
            throw new IOException("the checkpoint was opened for another model: it has no " + tensor.name());
        }
        place.file().read(place.name(), place.format(), first, target, at, count);
    }

    @Override
    public void close() {
        try {
            files.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
