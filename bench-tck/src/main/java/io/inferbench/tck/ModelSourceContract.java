package io.inferbench.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.ProgressListener;
import io.inferbench.api.Provider;
import io.inferbench.api.model.CallShape;
import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelCost;
import io.inferbench.api.model.ModelException;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.model.ModelSource;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.api.model.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of every model source: M-01 … M-09 of {@code docs/contract.md}. */
public abstract class ModelSourceContract extends ProviderContract {

    private static final int WRITERS = 4;
    private static final String UNKNOWN = "no-such-model-here";

    /** A folder of the running test. */
    @TempDir
    Path folder;

    /** Creates the kit; called by JUnit once per test. */
    protected ModelSourceContract() {}

    /** Returns a new instance of the source, by its public no-argument constructor. */
    protected abstract ModelSource source();

    /** Returns which model to take, a small one, with {@link ModelSpec#builder} and this cache. */
    protected abstract ModelSpec spec(Path cacheDirectory) throws Exception;

    /** Returns whether the model's weights come from the seed (M-02). */
    protected boolean isSeeded() {
        return true;
    }

    @Override
    final Provider provider() {
        return source();
    }

    @Override
    final Class<? extends Provider> kind() {
        return ModelSource.class;
    }

    @Test
    @Tag("required")
    @DisplayName("M-01 the same specification gives the same bytes")
    void sameSpecificationGivesSameBytes() throws Exception {
        Path oneCache = folder.resolve("one");
        Path otherCache = folder.resolve("other");
        for (ModelFormat format : formats()) {
            ModelArtifact one = write(spec(oneCache), format);
            ModelArtifact other = write(spec(otherCache), format);
            assertThat(other.sha256()).as("sha256 of %s, written twice", format).isEqualTo(one.sha256());
            if (one.path().isPresent()) {
                assertThat(one.sha256().orElse("absent"))
                        .as("sha256 of %s", format)
                        .matches("[0-9a-f]{64}");
                assertThat(FolderContent.sha256(other.path().orElseThrow()))
                        .as("bytes of the %s file, written twice", format)
                        .isEqualTo(FolderContent.sha256(one.path().get()));
            }
            assertThat(write(spec(oneCache), format))
                    .as("%s asked for again", format)
                    .isEqualTo(one);
        }
        assertThat(FolderContent.of(otherCache))
                .as("all files in another cache")
                .isEqualTo(FolderContent.of(oneCache));
    }

    @Test
    @Tag("required")
    @DisplayName("M-02 another seed gives other weights")
    void anotherSeedGivesOtherWeights() throws Exception {
        Assumptions.assumeTrue(isSeeded(), "the model's weights do not come from the seed: isSeeded() is false");
        ModelSpec spec = spec(folder.resolve("cache"));
        for (ModelFormat format : formats()) {
            ModelArtifact one = write(spec, format);
            ModelArtifact other = write(withSeed(spec, spec.seed() + 1), format);
            assertThat(other.sha256())
                    .as("sha256 of %s with another seed", format)
                    .isNotEqualTo(one.sha256());
            assertThat(other.path())
                    .as("path of %s with another seed, in the same cache", format)
                    .isNotEqualTo(one.path());
            assertThat(write(spec, format))
                    .as("%s with the first seed again", format)
                    .isEqualTo(one);
        }
    }

    @Test
    @Tag("required")
    @DisplayName("M-03 a file is whole or absent, also when several ask at once or writing fails")
    void filesAreWholeOrAbsent() throws Exception {
        ModelFormat format = formats().get(0);
        Path wantedCache = folder.resolve("alone");
        Optional<String> wantedSha = write(spec(wantedCache), format).sha256();
        FolderContent wanted = FolderContent.of(wantedCache);
        Assumptions.assumeFalse(wanted.sha256().isEmpty(), "the source writes no file of its own");

        Path shared = folder.resolve("shared");
        ConcurrentLinkedQueue<ModelArtifact> artifacts = new ConcurrentLinkedQueue<>();
        ConcurrentCallers.run(WRITERS, writer -> artifacts.add(write(spec(shared), format)));
        assertThat(artifacts.stream().map(ModelArtifact::sha256).distinct())
                .as("sha256 of %d who asked at once", WRITERS)
                .containsExactly(wantedSha);
        assertThat(FolderContent.of(shared))
                .as("files after %d asked at once", WRITERS)
                .isEqualTo(wanted);

        for (int reports = 0; reports < 3; reports++) {
            Path broken = folder.resolve("broken" + reports);
            failAfterReports(spec(broken), format, reports);
            assertThat(write(spec(broken), format).sha256())
                    .as("sha256 after writing had failed at progress report %d", reports)
                    .isEqualTo(wantedSha);
            assertThat(FolderContent.of(broken))
                    .as("files after writing had failed at progress report %d", reports)
                    .isEqualTo(wanted);
        }

        Path noFolder = Files.writeString(folder.resolve("a-file-and-no-folder"), "", StandardCharsets.UTF_8);
        ModelException refusal = Refusals.expect(
                ModelException.class, "writing to a cache that is no folder", () -> write(spec(noFolder), format));
        assertThat(refusal.getMessage()).as("text of the refusal").contains(noFolder.toString());
    }

    @Test
    @Tag("required")
    @DisplayName("M-04 an unknown model is refused, naming it")
    void unknownModelIsRefused() throws Exception {
        ModelSpec unknown = ModelSpec.builder(UNKNOWN, folder.resolve("cache")).build();
        ModelException refusal = Refusals.expect(
                ModelException.class,
                "open() of '" + UNKNOWN + "'",
                () -> source().open(unknown).close());
        assertThat(refusal.getMessage()).as("text of the refusal").contains(UNKNOWN);
        assertThat(source().claims(UNKNOWN)).as("claims(\"%s\")", UNKNOWN).isFalse();
    }

    @Test
    @Tag("required")
    @DisplayName("M-05 each declared format is written, any other refused by name")
    void declaredFormatsAreWritten() throws Exception {
        try (Model model = source().open(spec(folder.resolve("cache")))) {
            assertThat(model.name()).as("name()").isNotBlank();
            assertThat(model.formats()).as("formats()").isNotEmpty().doesNotHaveDuplicates();
            for (ModelFormat format : model.formats()) {
                ModelArtifact artifact = model.materialize(format, ProgressListener.NONE);
                assertThat(artifact.format()).as("format of the artifact").isEqualTo(format);
                assertThat(artifact.name()).as("name of the artifact").isEqualTo(model.name());
                assertThat(artifact.path().isPresent())
                        .as("whether %s has a file", format)
                        .isEqualTo(!format.equals(ModelFormat.REMOTE));
                artifact.path()
                        .ifPresent(path ->
                                assertThat(path).as("file of %s", format).exists());
            }
            ModelFormat unknown = new ModelFormat("no-such-format");
            ModelException refusal = Refusals.expect(
                    ModelException.class,
                    "materialize() in an undeclared format",
                    () -> model.materialize(unknown, ProgressListener.NONE));
            assertThat(refusal.getMessage()).as("text of the refusal").contains(unknown.id());
        }
    }

    @Test
    @Tag("required")
    @DisplayName("M-06 a source claims what it lists and opens, and judges any text without throwing")
    void claimsAreConsistent() throws Exception {
        ModelSource source = source();
        String reference = spec(folder.resolve("cache")).reference();
        assertThat(source.claims(reference)).as("claims(\"%s\")", reference).isTrue();
        assertThat(source.models()).as("models()").allMatch(source::claims, "is claimed");
        assertThat(source.claims("")).as("claims(\"\")").isFalse();
        for (String odd : List.of(" ", "\0", "..", "::", "no:such/thing?*", "é漢😀")) {
            assertThat(source.claims(odd))
                    .as("claims() of an odd text, asked again")
                    .isEqualTo(source.claims(odd));
        }
    }

    @Test
    @Tag("optional")
    @DisplayName("M-07 costs are positive and grow with the batch")
    void costsGrowWithTheBatch() throws Exception {
        try (Model model = source().open(spec(folder.resolve("cache")))) {
            Optional<ModelCost> one = model.cost(CallShape.forward(1, 8));
            Optional<ModelCost> four = model.cost(CallShape.forward(4, 8));
            Assumptions.assumeTrue(one.isPresent(), "the source does not know the model's costs");
            ModelCost cost = one.orElseThrow();
            ModelCost larger = four.orElseThrow();
            assertThat(cost.floatingPointOperations())
                    .as("operations")
                    .isPositive()
                    .isFinite();
            assertThat(cost.bytes()).as("bytes").isPositive().isFinite();
            assertThat(larger.floatingPointOperations())
                    .as("operations of four samples")
                    .isGreaterThan(cost.floatingPointOperations());
            assertThat(larger.bytes())
                    .as("bytes of four samples: weights are read once")
                    .isGreaterThan(cost.bytes())
                    .isLessThanOrEqualTo(4 * cost.bytes());
        }
    }

    @Test
    @Tag("required")
    @DisplayName("M-08 close is idempotent, and files outlive it")
    void closeIsIdempotent() throws Exception {
        Model model = source().open(spec(folder.resolve("cache")));
        ModelArtifact artifact = model.materialize(model.formats().get(0), ProgressListener.NONE);
        assertThat(model.facts()).as("facts()").isNotNull();
        model.close();
        model.close();
        artifact.path()
                .ifPresent(path ->
                        assertThat(path).as("the model's file after close").exists());
    }

    @Test
    @Tag("optional")
    @DisplayName("M-09 the tokenizer gives ids within its vocabulary, the same each time")
    void tokenizerGivesIdsWithinItsVocabulary() throws Exception {
        try (Model model = source().open(spec(folder.resolve("cache")))) {
            Optional<Tokenizer> found = model.tokenizer();
            Assumptions.assumeTrue(found.isPresent(), "the model has no tokenizer");
            try (Tokenizer tokenizer = found.orElseThrow()) {
                String text = "The quick brown fox jumps over the lazy dog.";
                int[] ids = tokenizer.encode(text, false);
                assertThat(ids).as("ids of a text").isNotEmpty().isEqualTo(tokenizer.encode(text, false));
                assertThat(Arrays.stream(ids)).as("ids").allMatch(id -> id >= 0 && id < tokenizer.vocabularySize());
                assertThat(tokenizer.encode(text, true).length)
                        .as("number of ids with special tokens")
                        .isGreaterThanOrEqualTo(ids.length);
                assertThat(tokenizer.decode(ids)).as("text of the ids").containsIgnoringCase("quick brown fox");
            }
        }
    }

    private List<ModelFormat> formats() throws Exception {
        try (Model model = source().open(spec(folder.resolve("cache")))) {
            return model.formats();
        }
    }

    private ModelArtifact write(ModelSpec spec, ModelFormat format) throws ModelException {
        try (Model model = source().open(spec)) {
            return model.materialize(format, ProgressListener.NONE);
        }
    }

    /** Lets writing fail from inside, by a listener that throws once it was told that often. */
    private void failAfterReports(ModelSpec spec, ModelFormat format, int reports) throws ModelException {
        AtomicInteger left = new AtomicInteger(reports);
        try (Model model = source().open(spec)) {
            model.materialize(format, (activity, fraction) -> {
                if (left.getAndDecrement() <= 0) {
                    throw new IllegalStateException("writing is made to fail");
                }
            });
        } catch (IllegalStateException | ModelException expected) {
            // How it fails is not the question here, but what it leaves.
        }
    }

    private static ModelSpec withSeed(ModelSpec spec, long seed) {
        ModelSpec.Builder builder = ModelSpec.builder(spec.reference(), spec.cacheDirectory())
                .precision(spec.precision())
                .seed(seed)
                .options(spec.options());
        spec.checkpoint().ifPresent(builder::checkpoint);
        return builder.build();
    }
}
