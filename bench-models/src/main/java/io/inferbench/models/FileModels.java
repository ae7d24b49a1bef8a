package io.inferbench.models;

import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelException;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.model.ModelSource;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.models.store.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * Users' own model files, by path or as a {@code classpath:} resource.
 *
 * <p>The file's ending says its format: {@code .onnx}, {@code .pt}, {@code .engine} or {@code .plan}. What the model takes
 * and gives is the engine's to say. A resource is copied to the cache once, since engines read files; an ONNX resource must
 * hold its own weights.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class FileModels implements ModelSource {
    /** The tokenizer of the model. */
    public static final OptionSpec<String> TOKENIZER = OptionSpec.text(
            "tokenizer",
            "path or classpath: resource of a tokenizer.json; unless said, tokenizer.json or NAME-tokenizer.json beside"
                    + " the model NAME");

    private static final String CLASSPATH = "classpath:";

    private static final Map<String, ModelFormat> ENDINGS = Map.of(
            ".onnx", ModelFormat.ONNX,
            ".pt", ModelFormat.TORCHSCRIPT,
            ".engine", ModelFormat.TENSORRT_ENGINE,
            ".plan", ModelFormat.TENSORRT_ENGINE);

    @Override
    public String id() {
        return "files";
    }

    @Override
    public String description() {
        return "model files: a path or classpath: resource that ends in .onnx, .pt, .engine or .plan";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(TOKENIZER);
    }

    @Override
    public List<String> models() {
        return List.of();
    }

    @Override
    public boolean claims(String reference) {
        return format(reference).isPresent();
    }

    @Override
    public Model open(ModelSpec request) throws ModelException {
        String reference = request.reference();
        ModelFormat format = format(reference)
                .orElseThrow(() -> new ModelException("'" + reference + "' does not end in any of "
                        + String.join(", ", ENDINGS.keySet().stream().sorted().toList())));
        if (request.checkpoint().isPresent()) {
            throw new ModelException("'" + reference + "' holds its own weights; leave the checkpoint out");
        }
        ModelStore store = new ModelStore(request.cacheDirectory());
        LocatedFile file = locate(reference, store);
        return new FileModel(file, format, store, tokenizer(request, file.path(), store));
    }

    static boolean endsAsFile(String reference) {
        return format(reference).isPresent();
    }

    private static Optional<ModelFormat> format(String reference) {
        String lower = reference.toLowerCase(Locale.ROOT);
        return ENDINGS.entrySet().stream()
                .filter(e -> lower.endsWith(e.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static LocatedFile locate(String reference, ModelStore store) throws ModelException {
        if (reference.startsWith(CLASSPATH)) {
            return ClasspathResource.find(reference.substring(CLASSPATH.length()))
                    .orElseThrow(() -> new ModelException("no class path entry holds the resource '"
                            + reference.substring(CLASSPATH.length()) + "'; is the jar on the class path?"))
                    .copyTo(store);
        }
        try {
            Path file = Path.of(reference).toAbsolutePath().normalize();
            if (!Files.isRegularFile(file)) {
                throw new ModelException("there is no file " + file);
            }
            if (Files.size(file) == 0) {
                throw new ModelException("the file " + file + " is empty");
            }
            return new LocatedFile(file, Optional.empty());
        } catch (InvalidPathException | IOException e) {
            throw new ModelException("'" + reference + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private static Optional<Path> tokenizer(ModelSpec request, Path file, ModelStore store) throws ModelException {
        Optional<String> named = request.options().find(TOKENIZER);
        if (named.isPresent()) {
            return Optional.of(locate(named.get(), store).path());
        }
        String reference = request.reference();
        String stem = reference.substring(0, reference.lastIndexOf('.'));
        String folder = reference.substring(0, Math.max(reference.lastIndexOf('/'), reference.indexOf(':')) + 1);
        for (String guess : List.of(stem + "-tokenizer.json", folder + "tokenizer.json")) {
            if (guess.startsWith(CLASSPATH)) {
                Optional<ClasspathResource> resource = ClasspathResource.find(guess.substring(CLASSPATH.length()));
                if (resource.isPresent()) {
                    return Optional.of(resource.get().copyTo(store).path());
                }
            } else if (Files.isRegularFile(
                    file.resolveSibling(String.valueOf(Path.of(guess).getFileName())))) {
                return Optional.of(
                        file.resolveSibling(String.valueOf(Path.of(guess).getFileName())));
            }
        }
        return Optional.empty();
    }
}
