package io.inferbench.tck.doubles;

import io.inferbench.api.ProgressListener;
import io.inferbench.api.model.CallShape;
import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelCost;
import io.inferbench.api.model.ModelException;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.model.ModelSource;
import io.inferbench.api.model.ModelSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A source of models for {@link FakeBackend}: {@link #TENSOR_MODEL}, {@link #GENERATION_MODEL} and {@link
 * #SERVED_MODEL}.
 */
public final class FakeModelSource implements ModelSource {

    /** The format of the files. */
    public static final ModelFormat FORMAT = new ModelFormat("fake");

    /** The reference of a model that maps tensors to tensors. */
    public static final String TENSOR_MODEL = FakeModel.Kind.TENSOR.reference();

    /** The reference of a model that generates tokens. */
    public static final String GENERATION_MODEL = FakeModel.Kind.GENERATION.reference();

    /** The reference of a model that answers served requests. */
    public static final String SERVED_MODEL = FakeModel.Kind.SERVED.reference();

    /** Creates the source. */
    public FakeModelSource() {}

    @Override
    public String id() {
        return "fake-models";
    }

    @Override
    public String description() {
        return "models of a few lines for tests";
    }

    @Override
    public List<String> models() {
        return List.of(TENSOR_MODEL, GENERATION_MODEL, SERVED_MODEL);
    }

    @Override
    public boolean claims(String reference) {
        return models().contains(reference);
    }

    @Override
    public Model open(ModelSpec spec) throws ModelException {
        FakeModel.Kind kind = Stream.of(FakeModel.Kind.values())
                .filter(known -> known.reference().equals(spec.reference()))
                .findFirst()
                .orElseThrow(() -> new ModelException(
                        "there is no fake model '" + spec.reference() + "'; known: " + String.join(", ", models())));
        return new FakeModelFile(spec, new FakeModel(kind, spec.precision(), spec.seed()));
    }

    private record FakeModelFile(ModelSpec spec, FakeModel model) implements Model {

        @Override
        public String name() {
            return spec.reference();
        }

        @Override
        public List<ModelFormat> formats() {
            return List.of(FORMAT);
        }

        @Override
        public ModelArtifact materialize(ModelFormat format, ProgressListener progress) throws ModelException {
            if (!format.equals(FORMAT)) {
                throw new ModelException(
                        "the model '" + name() + "' cannot be written as '" + format + "', only as '" + FORMAT + "'");
            }
            String sha256 = sha256(model.text());
            Path file = spec.cacheDirectory().resolve(name() + "-" + sha256.substring(0, 12) + ".fake");
            progress.onProgress("writing " + name(), 0);
            try {
                writeWhole(file);
            } catch (IOException failure) {
                throw new ModelException(
                        "cannot write the model '" + name() + "' to " + file + ": " + failure, failure);
            }
            progress.onProgress("writing " + name(), 1);
            return new ModelArtifact(name(), FORMAT, Optional.of(file), Optional.of(sha256), Map.of());
        }

        private void writeWhole(Path file) throws IOException {
            if (Files.exists(file)) {
                return;
            }
            Files.createDirectories(spec.cacheDirectory());
            Path partial = Files.createTempFile(spec.cacheDirectory(), name(), ".partial");
            try {
                Files.writeString(partial, model.text(), StandardCharsets.UTF_8);
                Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(partial);
            }
        }

        private static String sha256(String text) {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every JDK has SHA-256", impossible);
            }
        }

        @Override
        public Optional<ModelCost> cost(CallShape shape) {
            return Optional.of(new ModelCost(
                    2.0 * FakeTensorSession.FEATURES * FakeTensorSession.FEATURES * shape.batchSize(),
                    4.0 * FakeTensorSession.FEATURES * (FakeTensorSession.FEATURES + 2.0 * shape.batchSize())));
        }

        @Override
        public void close() {
            // Nothing is held open.
        }
    }
}
