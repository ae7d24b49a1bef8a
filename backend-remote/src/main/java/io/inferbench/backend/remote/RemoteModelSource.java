package io.inferbench.backend.remote;

import io.inferbench.api.ProgressListener;
import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelException;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.model.ModelSource;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.api.model.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Models that a server has, by the name it knows: {@code remote:meta-llama/Llama-3.1-8B}.
 *
 * <p>A checkpoint folder beside the name gives the tokenizer; another source on the class path reads it.
 */
public final class RemoteModelSource implements ModelSource {

    private static final String PREFIX = "remote:";

    /** Creates the source; called by {@link java.util.ServiceLoader}. */
    public RemoteModelSource() {}

    @Override
    public String id() {
        return "remote";
    }

    @Override
    public String description() {
        return "models that a server has, as remote:NAME";
    }

    @Override
    public List<String> models() {
        return List.of();
    }

    @Override
    public boolean claims(String reference) {
        return reference.startsWith(PREFIX);
    }

    @Override
    public Model open(ModelSpec spec) throws ModelException {
        String name = claims(spec.reference()) ? spec.reference().substring(PREFIX.length()) : "";
        if (name.isBlank()) {
            throw new ModelException("'" + spec.reference() + "' should be " + PREFIX
                    + "NAME, with the name that the server lists at /v1/models");
        }
        return new RemoteModel(name, spec.checkpoint());
    }

    /**
     * A name.
     *
     * @param folder of the tokenizer, and perhaps of the weights that the server has
     */
    private record RemoteModel(String name, Optional<Path> folder) implements Model {

        @Override
        public List<ModelFormat> formats() {
            return List.of(ModelFormat.REMOTE);
        }

        @Override
        public ModelArtifact materialize(ModelFormat format, ProgressListener progress) throws ModelException {
            if (!format.equals(ModelFormat.REMOTE)) {
                throw new ModelException("the model '" + name + "' is a server's and has no file in the format '"
                        + format + "', only '" + ModelFormat.REMOTE + "'");
            }
            return new ModelArtifact(name, format, Optional.empty(), Optional.empty(), Map.of());
        }

        @Override
        public Optional<Tokenizer> tokenizer() throws ModelException {
            return folder.isPresent() ? Optional.of(FolderTokenizer.open(folder.get())) : Optional.empty();
        }

        @Override
        public Map<String, String> facts() {
            return folder.map(path -> Map.of("tokenizer", path.toString())).orElse(Map.of());
        }

        @Override
        public void close() {
            // Nothing is held open.
        }
    }
}
