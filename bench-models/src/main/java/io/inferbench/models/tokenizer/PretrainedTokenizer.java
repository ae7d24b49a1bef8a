package io.inferbench.models.tokenizer;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.inferbench.api.model.ModelException;
import io.inferbench.api.model.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * A tokenizer as its model was trained with, from a {@code tokenizer.json} file.
 *
 * <p>Truncation and padding that the file may ask for are switched off: how long a sequence is, is the workload's choice.
 * Safe for use by several threads.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class PretrainedTokenizer implements Tokenizer {
    private static final Map<String, String> AS_IT_COMES = Map.of("truncation", "false", "padding", "false");

    private static final String FILE = "tokenizer.json";

    private final HuggingFaceTokenizer library;
    private final TokenizerFacts facts;

    private PretrainedTokenizer(HuggingFaceTokenizer library, TokenizerFacts facts) {
        this.library = library;
        this.facts = facts;
    }

    /**
     * Opens a tokenizer file; settings such as the end token are looked for in the files beside it.
     *
     * @throws ModelException if the file is missing, cannot be read, or is no tokenizer
     */
    public static PretrainedTokenizer open(Path file) throws ModelException {
        if (!Files.isRegularFile(file)) {
            throw new ModelException("there is no tokenizer file " + file.toAbsolutePath());
        }
        stayOffline();
        try {
            TokenizerFacts facts = TokenizerFacts.read(file);
            return new PretrainedTokenizer(HuggingFaceTokenizer.newInstance(file, AS_IT_COMES), facts);
        } catch (IOException | RuntimeException e) {
            throw new ModelException(
                    "the tokenizer file " + file.toAbsolutePath() + " cannot be read: " + e.getMessage(), e);
        } catch (LinkageError e) {
            throw new ModelException(
                    "the native tokenizer library cannot be loaded on " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch") + ": " + e.getMessage(),
                    e);
        }
    }

    /**
     * Opens the {@code tokenizer.json} of a checkpoint folder, if it holds one.
     *
     * @throws ModelException if it cannot be read, or is no tokenizer
     */
    public static Optional<Tokenizer> ofFolder(Path folder) throws ModelException {
        Path file = folder.resolve(FILE);
        return Files.isRegularFile(file) ? Optional.of(open(file)) : Optional.empty();
    }

    /** DJL reports usage and downloads natives unless told otherwise; whoever set these properties before us is right. */
    private static void stayOffline() {
        for (String property : new String[] {"ai.djl.offline", "OPT_OUT_TRACKING"}) {
            if (System.getProperty(property) == null) {
                System.setProperty(property, "true");
            }
        }
    }

    @Override
    public int[] encode(String text, boolean withSpecialTokens) {
        Encoding encoding = library.encode(text, withSpecialTokens, false);
        return Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray();
    }

    @Override
    public String decode(int[] tokens) {
        return library.decode(Arrays.stream(tokens).asLongStream().toArray(), true);
    }

    @Override
    public int vocabularySize() {
        return facts.vocabularySize();
    }

    @Override
    public int paddingToken() {
        return facts.paddingToken();
    }

    @Override
    public Set<Integer> endTokens() {
        return facts.endTokens();
    }

    @Override
    public void close() {
        library.close();
    }
}
