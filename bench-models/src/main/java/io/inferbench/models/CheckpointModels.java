package io.inferbench.models;

import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelException;
import io.inferbench.api.model.ModelSource;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.api.model.Tokenizer;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.models.checkpoint.CheckpointConfig;
import io.inferbench.models.checkpoint.CheckpointWeights;
import io.inferbench.models.spec.TransformerSpec;
import io.inferbench.models.tokenizer.PretrainedTokenizer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/**
 * Checkpoint folders by path: architecture from {@code config.json}, weights from {@code *.safetensors}.
 *
 * <p>A reference counts as a folder if it holds a {@code /} and does not end as a model file does; a folder of the working
 * directory is written {@code ./name}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class CheckpointModels implements ModelSource {

    /** Of {@code classpath:} and of other sources' references, which may hold a slash; one letter is a drive. */
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9-]+:");

    @Override
    public String id() {
        return "checkpoints";
    }

    @Override
    public String description() {
        return "checkpoint folders with config.json and .safetensors files, such as ./bert-base-uncased";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return SpecOptions.ALL;
    }

    @Override
    public List<String> models() {
        return List.of();
    }

    @Override
    public boolean claims(String reference) {
        boolean path = reference.indexOf('/') >= 0 || reference.indexOf('\\') >= 0;
        return path && !SCHEME.matcher(reference).lookingAt() && !FileModels.endsAsFile(reference);
    }

    @Override
    public Model open(ModelSpec request) throws ModelException {
        if (request.checkpoint().isPresent()) {
            throw new ModelException("'" + request.reference() + "' is a checkpoint itself; leave the other one out");
        }
        Path folder = folder(request.reference());
        TransformerSpec spec = SpecOptions.apply(request.options(), CheckpointConfig.read(folder));
        return new WrittenModel(spec, request, CheckpointWeights.open(folder, spec), Optional.of(folder));
    }

    @Override
    public Optional<Tokenizer> tokenizer(Path folder) throws ModelException {
        return PretrainedTokenizer.ofFolder(folder);
    }

    private static Path folder(String reference) throws ModelException {
        try {
            return Path.of(reference).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new ModelException("'" + reference + "' is no path: " + e.getMessage(), e);
        }
    }
}
