package io.inferbench.models;

import io.inferbench.api.ProgressListener;
import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelException;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.model.Tokenizer;
import io.inferbench.models.store.ModelStore;
import io.inferbench.models.tokenizer.PretrainedTokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A file that is there already. */
final class FileModel implements Model {
    private final Path file;
    private final Optional<String> knownHash;
    private final ModelFormat format;
    private final ModelStore store;
    private final Optional<Path> tokenizer;

    FileModel(LocatedFile located, ModelFormat format, ModelStore store, Optional<Path> tokenizer) {
        this.file = located.path();
        this.knownHash = located.sha256();
        this.format = format;
        this.store = store;
        this.tokenizer = tokenizer;
    }

    @Override
    public String name() {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.lastIndexOf('.'));
    }

    @Override
    public List<ModelFormat> formats() {
        return List.of(format);
    }

    @Override
    public ModelArtifact materialize(ModelFormat wanted, ProgressListener progress) throws ModelException {
        if (!wanted.equals(format)) {
            throw new ModelException("the file " + file + " is " + format + " and cannot be had as " + wanted);
        }
        String hash = knownHash.isPresent() ? knownHash.get() : new FileHash(file, store).sha256(progress);
        return new ModelArtifact(name(), format, Optional.of(file), Optional.of(hash), facts());
    }

    @Override
    public Optional<Tokenizer> tokenizer() throws ModelException {
        return tokenizer.isPresent() ? Optional.of(PretrainedTokenizer.open(tokenizer.get())) : Optional.empty();
    }

    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>();
        facts.put("file", file.toString());
        tokenizer.ifPresent(t -> facts.put("tokenizer", t.toString()));
        return facts;
    }

    @Override
    public void close() {
        // The file is not ours to hold.
    }
}
