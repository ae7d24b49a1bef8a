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
import io.inferbench.models.spec.DecoderSpec;
import io.inferbench.models.spec.TransformerSpec;
import io.inferbench.models.store.Hashes;
import io.inferbench.models.store.Manifest;
import io.inferbench.models.store.ModelStore;
import io.inferbench.models.tokenizer.PretrainedTokenizer;
import io.inferbench.models.torchscript.TorchScriptEmitter;
import io.inferbench.models.torchscript.TorchScriptFiles;
import io.inferbench.models.torchscript.TorchScriptModel;
import io.inferbench.models.weights.FloatFormat;
import io.inferbench.models.weights.WeightSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;

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
        return List.of(ModelFormat.ONNX, ModelFormat.ONNX_FUSED, ModelFormat.ONNX_PLAIN, ModelFormat.TORCHSCRIPT);
    }

    @Override
    public ModelArtifact materialize(ModelFormat format, ProgressListener progress) throws ModelException {
        return format.equals(ModelFormat.TORCHSCRIPT) ? torchScript(progress) : onnx(format, progress);
    }

    private ModelArtifact onnx(ModelFormat format, ProgressListener progress) throws ModelException {
        OnnxModel model = OnnxEmitter.emit(spec, FloatFormat.of(precision), variant(format));
        Optional<OnnxModel> prefill = prefill(format);
        String form = model.key() + prefill.map(OnnxModel::key).orElse("");
        return stored(format, form, model.dataBytes(), progress, model.facts(), (folder, written) -> {
            OnnxFiles.Written files = OnnxFiles.write(model, weights, folder, written);
            Map<String, Manifest.Entry> entries = new TreeMap<>(Map.of(
                    OnnxFiles.MODEL_FILE, new Manifest.Entry(files.graphBytes(), files.graphSha256()),
                    OnnxModel.DATA_FILE, new Manifest.Entry(files.dataBytes(), files.dataSha256())));
            if (prefill.isPresent()) {
                byte[] graph = OnnxFiles.writePrefill(prefill.get(), model, weights, folder);
                entries.put(OnnxFiles.PREFILL_FILE, new Manifest.Entry(graph.length, Hashes.sha256(graph)));
            }
            return entries;
        });
    }

    /** Returns the graph of the prompt where it is not the graph of a step. */
    private Optional<OnnxModel> prefill(ModelFormat format) throws ModelException {
        return format.equals(ModelFormat.ONNX_PLAIN) && spec instanceof DecoderSpec
                ? Optional.of(OnnxEmitter.emit(spec, FloatFormat.of(precision), OnnxVariant.PLAIN_PREFILL))
                : Optional.empty();
    }

    private ModelArtifact torchScript(ProgressListener progress) throws ModelException {
        TorchScriptModel model = TorchScriptEmitter.emit(spec, FloatFormat.of(precision));
        return stored(
                ModelFormat.TORCHSCRIPT, model.key(), model.dataBytes(), progress, model.facts(), (folder, written) -> {
                    TorchScriptFiles.Written file = TorchScriptFiles.write(model, weights, folder, written);
                    return Map.of(TorchScriptFiles.MODEL_FILE, new Manifest.Entry(file.bytes(), file.sha256()));
                });
    }

    /** Writes the files of one format into a folder and says what they are. */
    @FunctionalInterface
    private interface FormatWriter {
        Map<String, Manifest.Entry> write(Path folder, LongConsumer progress) throws IOException, ModelException;
    }

    private ModelArtifact stored(
            ModelFormat format,
            String form,
            long bytes,
            ProgressListener progress,
            Map<String, String> conventions,
            FormatWriter files)
            throws ModelException {
        String label = spec.name() + "-" + precision.id() + "-" + format.id();
        ThrottledProgress throttled = new ThrottledProgress("writing " + label, bytes, progress);
        String key = form + "weights: " + weights.fingerprint() + "\n";
        ModelStore.Entry entry = store.obtain(
                label, key, bytes, folder -> new Manifest(key, new TreeMap<>(files.write(folder, throttled))));
        Map<String, String> facts = new TreeMap<>(facts());
        facts.putAll(conventions);
        String file = format.equals(ModelFormat.TORCHSCRIPT) ? TorchScriptFiles.MODEL_FILE : OnnxFiles.MODEL_FILE;
        return new ModelArtifact(
                spec.name(), format, Optional.of(entry.folder().resolve(file)), Optional.of(entry.sha256()), facts);
    }

    private OnnxVariant variant(ModelFormat format) throws ModelException {
        if (format.equals(ModelFormat.ONNX_FUSED)) {
            return OnnxVariant.FUSED;
        }
        if (format.equals(ModelFormat.ONNX)) {
            return OnnxVariant.STANDARD;
        }
        if (format.equals(ModelFormat.ONNX_PLAIN)) {
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
        return checkpoint.isPresent() ? PretrainedTokenizer.ofFolder(checkpoint.get()) : Optional.empty();
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
