package io.inferbench.backend.remote;

import io.inferbench.api.model.ModelException;
import io.inferbench.api.model.ModelSource;
import io.inferbench.api.model.Tokenizer;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The tokenizer of a folder, read by whichever model source on the class path can. */
final class FolderTokenizer {

    private FolderTokenizer() {}

    /**
     * Opens it.
     *
     * @throws ModelException if the folder holds none, or nobody here reads it
     */
    static Tokenizer open(Path folder) throws ModelException {
        Iterator<ModelSource> sources = ServiceLoader.load(ModelSource.class, FolderTokenizer.class.getClassLoader())
                .iterator();
        Optional<ModelSource> source = next(sources);
        while (source.isPresent()) {
            Optional<Tokenizer> tokenizer = source.get().tokenizer(folder);
            if (tokenizer.isPresent()) {
                return tokenizer.get();
            }
            source = next(sources);
        }
        throw new ModelException("the folder " + folder.toAbsolutePath() + " holds no tokenizer.json, or nothing on the"
                + " class path reads it; give the folder of the server's checkpoint, and add bench-models");
    }

    /** A source that does not load is not the one; the harness tells of it elsewhere. */
    private static Optional<ModelSource> next(Iterator<ModelSource> sources) {
        while (true) {
            try {
                return sources.hasNext() ? Optional.of(sources.next()) : Optional.empty();
            } catch (ServiceConfigurationError | LinkageError | RuntimeException broken) {
                continue;
            }
        }
    }
}
