package io.inferbench.models;

import io.inferbench.api.Precision;
import io.inferbench.api.ProgressListener;
import io.inferbench.api.model.CallShape;
import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelCost;
import io.inferbench.api.model.ModelException;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.api.model.Tokenizer;
import io.inferbench.models.onnx.OnnxEmitter;
import io.inferbench.models.onnx.OnnxFiles;
import io.inferbench.models.onnx.OnnxModel;
import io.inferbench.models.onnx.OnnxVariant;
import io.inferbench.models.spec.BertSpec;
import io.inferbench.models.spec.TransformerSpec;
import io.inferbench.models.store.Manifest;
import io.inferbench.models.store.ModelStore;
import io.inferbench.models.tokenizer.PretrainedTokenizer;
import io.inferbench.models.weights.FloatFormat;
import io.inferbench.models.weights.WeightSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A spec with weights, written to the store in whatever format is asked for. */
final class WrittenModel implements Model {
    private final TransformerSpec spec;
    private final Precision precision;
    private final WeightSource weights;
    private final ModelStore store;
    private final Optional<Path> checkpoint;

    WrittenModel(TransformerSpec spec, ModelSpec request, WeightSource weights, Optional<Path> checkpoint) {
        this.spec = spec;
        this.precision = request.precision();
        this.weights = weights;
        this.store = new ModelStore(request.cacheDirectory());
        this.checkpoint = checkpoint;
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public List<ModelFormat> formats() {
        return spec instanceof BertSpec
                ? List.of(ModelFormat.ONNX, ModelFormat.ONNX_FUSED, ModelFormat.ONNX_PLAIN)
                : List.of(ModelFormat.ONNX, ModelFormat.ONNX_FUSED);
    }

    @Override
    public ModelArtifact materialize(ModelFormat format, ProgressListener progress) throws ModelException {
        OnnxModel model = OnnxEmitter.emit(spec, FloatFormat.of(precision), variant(format));
        String label = spec.name() + "-" + precision.id() + "-" + format.id();
        ThrottledProgress throttled = new ThrottledProgress("writing " + label, model.dataBytes(), progress);
        String key = model.key() + "weights: " + weights.fingerprint() + "\n";
        ModelStore.Entry entry = store.obtain(label, key, model.dataBytes(), folder -> {
            OnnxFiles.Written written = OnnxFiles.write(model, weights, folder, throttled);
            return manifest(key, written);
        });
        Map<String, String> facts = new TreeMap<>(facts());
        facts.putAll(model.facts());
        return new ModelArtifact(
                spec.name(),
                format,
                Optional.of(entry.folder().resolve(OnnxFiles.MODEL_FILE)),
                Optional.of(entry.sha256()),
                facts);
    }

    private static Manifest manifest(String key, OnnxFiles.Written written) {
        Map<String, Manifest.Entry> files = Map.of(
                OnnxFiles.MODEL_FILE, new Manifest.Entry(written.graphBytes(), written.graphSha256()),
                OnnxModel.DATA_FILE, new Manifest.Entry(written.dataBytes(), written.dataSha256()));
        return new Manifest(key, new TreeMap<>(files));
    }

    private OnnxVariant variant(ModelFormat format) throws ModelException {
        if (format.equals(ModelFormat.ONNX_FUSED)) {
            return OnnxVariant.FUSED;
        }
        if (format.equals(ModelFormat.ONNX)) {
            return OnnxVariant.STANDARD;
        }
        if (format.equals(ModelFormat.ONNX_PLAIN) && formats().contains(format)) {
            return OnnxVariant.PLAIN;
        }
        throw new ModelException(
                "model '" + spec.name() + "' cannot be written as " + format + "; it can be had as " + formats());
    }

    @Override
    public Optional<ModelCost> cost(CallShape shape) {
        return spec.cost(shape, precision.elementType().byteSize());
    }

    @Override
    public Optional<Tokenizer> tokenizer() throws ModelException {
        Optional<Path> file = checkpoint.map(c -> c.resolve("tokenizer.json")).filter(Files::isRegularFile);
        return file.isPresent() ? Optional.of(PretrainedTokenizer.open(file.get())) : Optional.empty();
    }

    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>();
        facts.put(
                "architecture",
                spec.getClass().getSimpleName().replace("Spec", "").toLowerCase(Locale.ROOT));
        facts.put("parameters", Long.toString(spec.parameterCount()));
        facts.put("layers", Integer.toString(spec.layers()));
        facts.put("hidden", Integer.toString(spec.hidden()));
        facts.put("heads", Integer.toString(spec.heads()));
        facts.put("vocabulary", Integer.toString(spec.vocabulary()));
        facts.put("positions", Integer.toString(spec.positions()));
        facts.put("precision", precision.id());
        facts.put("weights", weights.fingerprint());
        return facts;
    }

    @Override
    public void close() {
        weights.close();
    }
}
