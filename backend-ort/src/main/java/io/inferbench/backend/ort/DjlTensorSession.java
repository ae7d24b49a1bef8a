package io.inferbench.backend.ort;

import ai.djl.Model;
import ai.djl.onnxruntime.engine.OrtEngine;
import ai.djl.onnxruntime.engine.OrtNDManager;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.inferbench.api.Device;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.RequestCheck;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import io.inferbench.backend.support.GatedSession;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A model loaded by DJL's ONNX Runtime engine. */
final class DjlTensorSession extends GatedSession implements TensorSession {

    private final String name;
    private final Model model;
    private final TimedSymbolBlock block;
    private final ModelSignature signature;

    private DjlTensorSession(
            String name, Model model, TimedSymbolBlock block, ModelSignature signature, Map<String, String> facts) {
        super(name, List.of(Device.CPU), facts, model::close);
        this.name = name;
        this.model = model;
        this.block = block;
        this.signature = signature;
    }

    /**
     * Loads a model.
     *
     * <p>Does by hand what {@code Model.load} does, with the same public parts, because DJL does not hand out the types and
     * shapes that the session knows.
     */
    static DjlTensorSession open(SessionSpec spec) throws BackendException {
        CpuOnly.devices(OrtDjlBackend.ID, spec);
        Path file = ModelFile.of(spec, OrtDjlBackend.ID);
        DjlSettings.quieten();
        // In this order: DJL makes the environment with its own thread settings and fails where there is one already.
        Model model = Model.newInstance(spec.model().name(), ai.djl.Device.cpu(), OrtEngine.ENGINE_NAME);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions settings = DjlSettings.of(spec)) {
            OrtSession session = environment.createSession(file.toString(), settings);
            // From here on the model owns the session: the block closes it.
            TimedSymbolBlock block = new TimedSymbolBlock(session, (OrtNDManager) model.getNDManager());
            model.setBlock(block);
            ModelSignature signature = DjlSignature.of(session);
            Map<String, String> facts = Map.of(
                    "engine.version", environment.getVersion(),
                    "engine.providers", OrtEnvironment.getAvailableProviders().toString(),
                    "djl.version", ai.djl.engine.Engine.getDjlVersion());
            return new DjlTensorSession(spec.model().name(), model, block, signature, facts);
        } catch (OrtException | RuntimeException failure) {
            model.close();
            throw new BackendException(
                    "cannot load model '" + spec.model().name() + "' (" + file + ", "
                            + file.toFile().length()
                            + " bytes) with DJL on ONNX Runtime " + environment.getVersion() + ": "
                            + failure.getMessage() + "; check that it is a whole ONNX file this version supports",
                    failure);
        } catch (BackendException refused) {
            model.close();
            throw refused;
        }
    }

    String name() {
        return name;
    }

    Model model() {
        return model;
    }

    /** Returns what runs the graph, and how long its latest run took. */
    TimedSymbolBlock block() {
        return block;
    }

    @Override
    public ModelSignature signature() {
        return signature;
    }

    @Override
    public TensorCall prepare(InferenceRequest request) throws BackendException {
        return bind(() -> {
            RequestCheck.require(name, signature, request);
            return new DjlTensorCall(this, gate(), request);
        });
    }

    @Override
    protected BackendException failure(String doing, RuntimeException cause) {
        return new BackendException("DJL failed to " + doing + " model '" + name + "': " + cause.getMessage(), cause);
    }
}
