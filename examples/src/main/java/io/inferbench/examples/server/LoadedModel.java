package io.inferbench.examples.server;

import io.inferbench.api.Precision;
import io.inferbench.api.ProgressListener;
import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.BackendSession;
import io.inferbench.api.backend.GenerationSession;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelException;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.model.ModelSource;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.api.model.Tokenizer;
import io.inferbench.api.option.OptionException;
import io.inferbench.api.option.Options;
import io.inferbench.core.config.ModelChoice;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.models.tokenizer.PretrainedTokenizer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** A model, its tokenizer and a session that generates from it, without a benchmark around them. */
public final class LoadedModel implements AutoCloseable {

    private final Deque<Runnable> closing = new ArrayDeque<>();
    private final Model model;
    private final Optional<Tokenizer> tokenizer;
    private final GenerationSession session;

    /**
     * Where a model comes from and where its files go.
     *
     * @param source claims the reference
     * @param choice reference, checkpoint and options of the model
     * @param precision of the weights
     * @param seed of generated weights
     * @param tokenizer its file; absent takes the model's own, if it has one
     * @param cacheDirectory where its files are kept
     */
    public record Origin(
            ModelSource source,
            ModelChoice choice,
            Precision precision,
            long seed,
            Optional<Path> tokenizer,
            Path cacheDirectory) {}

    /**
     * Writes the model if it is not in the cache, and loads it.
     *
     * @param workDirectory existing folder for what the engine writes
     * @throws ModelException if there is no such model, or not in a format that the backend reads
     * @throws BackendException if the backend cannot load it, or it is no model that generates
     * @throws OptionException if an option cannot be read
     */
    public static LoadedModel load(
            Origin origin, Backend backend, ProviderChoice choice, Path workDirectory, ProgressListener progress)
            throws ModelException, BackendException, OptionException {
        return new LoadedModel(origin, backend, choice, workDirectory, progress);
    }

    private LoadedModel(
            Origin origin, Backend backend, ProviderChoice choice, Path workDirectory, ProgressListener progress)
            throws ModelException, BackendException, OptionException {
        try {
            model = open(origin);
            closing.push(model::close);
            tokenizer = origin.tokenizer().isPresent()
                    ? Optional.of(PretrainedTokenizer.open(origin.tokenizer().get()))
                    : model.tokenizer();
            tokenizer.ifPresent(words -> closing.push(words::close));
            ModelArtifact artifact = model.materialize(format(model, backend), progress);
            BackendSession loaded = backend.open(SessionSpec.builder(artifact, workDirectory)
                    .precision(origin.precision())
                    .options(Options.parse(backend.options(), choice.options()))
                    .progress(progress)
                    .build());
            closing.push(loaded::close);
            session = generating(loaded, model.name());
            if (tokenizer.isPresent()) {
                requireRoom(tokenizer.get(), session, model.name());
            }
        } catch (ModelException | BackendException | OptionException | RuntimeException refused) {
            close();
            throw refused;
        }
    }

    private static Model open(Origin origin) throws ModelException, OptionException {
        ModelSpec.Builder spec = ModelSpec.builder(origin.choice().reference(), origin.cacheDirectory())
                .precision(origin.precision())
                .seed(origin.seed())
                .options(
                        Options.parse(origin.source().options(), origin.choice().options()));
        origin.choice().checkpoint().ifPresent(spec::checkpoint);
        return origin.source().open(spec.build());
    }

    private static ModelFormat format(Model model, Backend backend) throws ModelException {
        return backend.formats().stream()
                .filter(model.formats()::contains)
                .findFirst()
                .orElseThrow(() -> new ModelException("backend '" + backend.id() + "' reads " + backend.formats()
                        + " and model '" + model.name() + "' can be had as " + model.formats()));
    }

    private static GenerationSession generating(BackendSession session, String model) throws BackendException {
        if (session instanceof GenerationSession generation) {
            return generation;
        }
        throw new BackendException(
                "model '" + model + "' does not generate text; name one that does, such as gpt2 or llama-test");
    }

    /** A tokenizer may know fewer ids than a model, whose table is often padded, and never more. */
    private static void requireRoom(Tokenizer words, GenerationSession session, String model) throws ModelException {
        int ids = session.limits().vocabularySize();
        if (words.vocabularySize() > ids) {
            throw new ModelException("the tokenizer gives ids up to " + (words.vocabularySize() - 1) + " and model '"
                    + model + "' has a vocabulary of " + ids + "; take the tokenizer that the model was trained with");
        }
    }

    /** Returns the name that reports show. */
    public String name() {
        return model.name();
    }

    /** Returns the session; closed with this. */
    public GenerationSession session() {
        return session;
    }

    /** Returns the tokenizer, if there is one; closed with this. */
    public Optional<Tokenizer> tokenizer() {
        return tokenizer;
    }

    @Override
    public void close() {
        while (!closing.isEmpty()) {
            closing.pop().run();
        }
    }
}
