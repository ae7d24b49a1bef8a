package io.inferbench.backend.tensorrt;

import static org.bytedeco.tensorrt.global.nvinfer.createInferRuntime;

import io.inferbench.api.ModelSignature;
import io.inferbench.api.Tensor;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.BackendException;
import io.inferbench.backend.support.CudaDevice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.tensorrt.global.nvinfer.LayerInformationFormat;
import org.bytedeco.tensorrt.global.nvinfer.OptProfileSelector;
import org.bytedeco.tensorrt.global.nvinfer.TensorIOMode;
import org.bytedeco.tensorrt.global.nvinfer.TensorLocation;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IEngineInspector;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;
import org.bytedeco.tensorrt.nvinfer.IRuntime;

/** An engine on a device, and what it takes and gives. */
final class LoadedEngine {

    private final String model;
    private final CudaDevice device;
    private final EngineLog log;
    private final IRuntime runtime;
    private final ICudaEngine engine;
    private final ModelSignature signature;
    private final Map<String, String> facts;

    /**
     * Loads an engine.
     *
     * @throws BackendException if TensorRT refuses it, with its reason: another version, another kind of card, not an engine
     */
    LoadedEngine(
            String model,
            CudaDevice device,
            NativeBytes bytes,
            AxisNames axes,
            EngineLog log,
            Map<String, String> facts)
            throws BackendException {
        this.model = model;
        this.device = device;
        this.log = log;
        device.makeCurrent();
        this.runtime = NativeObject.require(createInferRuntime(log), "make a runtime", log);
        ICudaEngine loaded = runtime.deserializeCudaEngine(bytes.start(), bytes.size());
        if (!NativeObject.isThere(loaded)) {
            NativeObject.delete(runtime);
            throw new BackendException(
                    "TensorRT " + facts.get("engine.version") + " does not take the engine of model '"
                            + model + "' on " + device.device().name() + ": " + log.complaints()
                            + "; an engine runs with the version and on the kind of card it was built for: build it anew here");
        }
        this.engine = loaded;
        try {
            this.signature = signature(axes);
        } catch (BackendException | RuntimeException failure) {
            free();
            throw failure;
        }
        this.facts = new LinkedHashMap<>(facts);
        this.facts.put("engine.layers", Integer.toString(engine.getNbLayers()));
        this.facts.put("engine.working_memory_bytes", Long.toString(engine.getDeviceMemorySizeV2()));
    }

    private ModelSignature signature(AxisNames axes) throws BackendException {
        List<TensorSpec> inputs = new ArrayList<>();
        List<TensorSpec> outputs = new ArrayList<>();
        for (int i = 0; i < engine.getNbIOTensors(); i++) {
            String name = engine.getIOTensorName(i);
            if (engine.getTensorLocation(name).intern() == TensorLocation.kHOST) {
                throw new BackendException(
                        "model '" + model + "' reads '" + name + "' on the host to find out its shapes;"
                                + " TensorRT fixes such values when a request is prepared, so they are not inputs here: make it"
                                + " a constant of the model");
            }
            TensorSpec spec = new TensorSpec(
                    name,
                    Shapes.elementType(name, engine.getTensorDataType(name)),
                    axes.axes(name, Shapes.sizes(engine.getTensorShape(name))));
            (isInput(name) ? inputs : outputs).add(spec);
        }
        return new ModelSignature(inputs, outputs);
    }

    private boolean isInput(String name) {
        return engine.getTensorIOMode(name).intern() == TensorIOMode.kINPUT;
    }

    String model() {
        return model;
    }

    CudaDevice device() {
        return device;
    }

    ModelSignature signature() {
        return signature;
    }

    Map<String, String> facts() {
        return facts;
    }

    /**
     * Says what of an input is outside the shapes that the engine was built for.
     *
     * @return empty if nothing is
     */
    Optional<String> outsideProfile(Tensor input) {
        long[] shape = input.shape();
        long[] least = profileShape(input.name(), OptProfileSelector.kMIN);
        long[] most = profileShape(input.name(), OptProfileSelector.kMAX);
        for (int axis = 0; axis < shape.length && axis < most.length; axis++) {
            if (shape[axis] < least[axis] || shape[axis] > most[axis]) {
                return Optional.of("input " + input + " is outside the shapes the engine was built for, "
                        + ShapeProfile.Range.of(least, most, most) + " (smallest, best, largest)");
            }
        }
        return Optional.empty();
    }

    /** Returns the largest shape of an input that the engine was built for. */
    long[] largestShape(String input) {
        return profileShape(input, OptProfileSelector.kMAX);
    }

    /** Returns the smallest shape of an input that the engine was built for. */
    long[] smallestShape(String input) {
        return profileShape(input, OptProfileSelector.kMIN);
    }

    private long[] profileShape(String input, OptProfileSelector selector) {
        return Shapes.sizes(engine.getProfileShape(input, 0, selector));
    }

    /** Makes a context, with its share of working memory; {@link NativeObject#delete} frees it. */
    IExecutionContext newContext() throws BackendException {
        device.makeCurrent();
        return NativeObject.require(engine.createExecutionContext(), "make an execution context", log);
    }

    /** Returns a failure of the engine with what TensorRT said of it. */
    BackendException failure(String doing) {
        return new BackendException("TensorRT failed to " + doing + " model '" + model + "': " + log.complaints());
    }

    /** Returns a failure with the runtime's words. */
    BackendException failure(String doing, RuntimeException cause) {
        return new BackendException(
                "TensorRT failed to " + doing + " model '" + model + "': " + cause.getMessage(), cause);
    }

    /** Writes what the engine was fused into, in TensorRT's own JSON. */
    void writeLayers(Path file) throws IOException {
        IEngineInspector inspector = engine.createEngineInspector();
        if (NativeObject.isThere(inspector)) {
            Files.writeString(
                    file, inspector.getEngineInformation(LayerInformationFormat.kJSON), StandardCharsets.UTF_8);
            NativeObject.delete(inspector);
        }
    }

    /** Frees the engine and its device memory; no context may be left. */
    void free() {
        NativeObject.delete(engine);
        NativeObject.delete(runtime);
    }
}
