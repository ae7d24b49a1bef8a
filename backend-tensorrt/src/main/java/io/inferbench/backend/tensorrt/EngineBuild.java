package io.inferbench.backend.tensorrt;

import static org.bytedeco.tensorrt.global.nvinfer.createInferBuilder;
import static org.bytedeco.tensorrt.global.nvonnxparser.createParser;

import io.inferbench.api.ProgressListener;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.option.Options;
import io.inferbench.backend.support.CudaDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.global.nvinfer.BuilderFlag;
import org.bytedeco.tensorrt.global.nvinfer.MemoryPoolType;
import org.bytedeco.tensorrt.global.nvinfer.NetworkDefinitionCreationFlag;
import org.bytedeco.tensorrt.global.nvinfer.OptProfileSelector;
import org.bytedeco.tensorrt.global.nvinfer.ProfilingVerbosity;
import org.bytedeco.tensorrt.nvinfer.IBuilder;
import org.bytedeco.tensorrt.nvinfer.IBuilderConfig;
import org.bytedeco.tensorrt.nvinfer.IHostMemory;
import org.bytedeco.tensorrt.nvinfer.ILogger;
import org.bytedeco.tensorrt.nvinfer.INetworkDefinition;
import org.bytedeco.tensorrt.nvinfer.IOptimizationProfile;
import org.bytedeco.tensorrt.nvinfer.ITimingCache;
import org.bytedeco.tensorrt.nvonnxparser.IParser;

/** One building of an engine from an ONNX file, strongly typed: the numbers have the formats that the file says. */
final class EngineBuild implements AutoCloseable {

    private static final long BYTES_PER_MIB = 1L << 20;

    private final SessionSpec spec;
    private final ModelFile model;
    private final EngineLog log;
    private final List<Pointer> made = new ArrayList<>();
    private final IBuilder builder;
    private final INetworkDefinition network;

    /**
     * Makes a builder and reads the model.
     *
     * @throws BackendException if there is no builder for the device, or TensorRT cannot read the model
     */
    EngineBuild(SessionSpec spec, ModelFile model, TensorrtLibrary library, CudaDevice device, EngineLog log)
            throws BackendException {
        this.spec = spec;
        this.model = model;
        this.log = log;
        IBuilder candidate = createInferBuilder(log);
        if (!NativeObject.isThere(candidate)) {
            throw BuilderResource.missing(library, device.computeCapability(), log);
        }
        this.builder = keep(candidate);
        try {
            this.network = keep(NativeObject.require(builder.createNetworkV2(stronglyTyped()), "make a network", log));
            parse(library);
        } catch (BackendException | RuntimeException failure) {
            close();
            throw failure;
        }
    }

    @SuppressWarnings("deprecation") // by 11, which knows no other kind of network; 10 needs to be told
    private static int stronglyTyped() {
        return 1 << NetworkDefinitionCreationFlag.kSTRONGLY_TYPED.value;
    }

    private void parse(TensorrtLibrary library) throws BackendException {
        // Its destructor is not where those of TensorRT's own classes are: it stays until the process ends.
        IParser parser = NativeObject.require(createParser(network, log), "make a parser", log);
        if (!parser.parseFromFile(model.file().toAbsolutePath().toString(), ILogger.Severity.kWARNING.value)) {
            List<String> errors = new ArrayList<>();
            for (int i = 0; i < parser.getNbErrors(); i++) {
                errors.add(String.valueOf(parser.getError(i).desc()));
            }
            throw new BackendException("TensorRT " + library.version() + " cannot read model '" + model.name() + "' ("
                    + model.file() + "): " + String.join(" | ", errors) + "; " + log.complaints()
                    + "; check that it is a whole ONNX file of operators this version knows");
        }
    }

    /**
     * Builds; takes seconds to many minutes.
     *
     * @param timings file with measurements of kernels, read if it is there and written again
     * @return the engine's bytes, valid until this is closed
     * @throws BackendException if it cannot be built, with what TensorRT says
     */
    NativeBytes build(ShapeProfile shapes, Path timings) throws BackendException {
        IBuilderConfig config = keep(NativeObject.require(builder.createBuilderConfig(), "make a configuration", log));
        configure(config);
        if (!shapes.ranges().isEmpty()) {
            config.addOptimizationProfile(profile(shapes));
        }
        boolean timed = spec.options().get(TensorrtOptions.TIMING_CACHE);
        if (timed) {
            readTimings(config, timings);
        }
        log.follow("building the engine of '" + model.name() + "'", spec.progress());
        IHostMemory blob;
        try {
            blob = builder.buildSerializedNetwork(network, config);
        } finally {
            log.follow("", ProgressListener.NONE);
        }
        if (!NativeObject.isThere(blob)) {
            throw new BackendException("TensorRT could not build an engine of model '" + model.name() + "' for "
                    + shapes.text() + ": " + log.complaints());
        }
        keep(blob);
        if (timed) {
            writeTimings(config, timings);
        }
        return new NativeBytes(blob.data(), blob.size());
    }

    private void configure(IBuilderConfig config) {
        Options options = spec.options();
        options.find(TensorrtOptions.WORKSPACE_MIB)
                .ifPresent(mib -> config.setMemoryPoolLimit(MemoryPoolType.kWORKSPACE, mib * BYTES_PER_MIB));
        config.setBuilderOptimizationLevel(options.get(TensorrtOptions.OPTIMIZATION_LEVEL));
        useOneStream(config);
        if (!options.get(TensorrtOptions.TF32)) {
            config.clearFlag(BuilderFlag.kTF32);
        }
        if (options.get(TensorrtOptions.LAYERS)) {
            config.setProfilingVerbosity(ProfilingVerbosity.kDETAILED);
        }
    }

    /**
     * Keeps all work on one stream.
     *
     * <p>By reflection, because the method returns a value in 11 and none in 10, which are two methods to the linker.
     */
    private static void useOneStream(IBuilderConfig config) {
        try {
            IBuilderConfig.class.getMethod("setMaxAuxStreams", int.class).invoke(config, 0);
        } catch (ReflectiveOperationException absent) {
            throw new IllegalStateException("these bindings of TensorRT have no setMaxAuxStreams", absent);
        }
    }

    private IOptimizationProfile profile(ShapeProfile shapes) throws BackendException {
        // Belongs to the builder.
        IOptimizationProfile profile = builder.createOptimizationProfile();
        for (Map.Entry<String, ShapeProfile.Range> entry : shapes.ranges().entrySet()) {
            ShapeProfile.Range range = entry.getValue();
            String name = entry.getKey();
            if (!profile.setDimensions(name, OptProfileSelector.kMIN, Shapes.dims(range.smallest()))
                    || !profile.setDimensions(name, OptProfileSelector.kOPT, Shapes.dims(range.best()))
                    || !profile.setDimensions(name, OptProfileSelector.kMAX, Shapes.dims(range.largest()))) {
                throw new BackendException(
                        "TensorRT refuses the shapes " + range + " of input '" + name + "': " + log.complaints());
            }
        }
        return profile;
    }

    private void readTimings(IBuilderConfig config, Path file) {
        NativeBytes known = null;
        try {
            known = Files.isRegularFile(file) ? NativeBytes.read(file) : null;
        } catch (IOException unreadable) {
            // Kernels are measured again.
        }
        ITimingCache cache = config.createTimingCache(
                known == null ? new Pointer() : known.start(), known == null ? 0 : known.size());
        if (NativeObject.isThere(cache)) {
            keep(cache);
            config.setTimingCache(cache, false);
        }
        if (known != null) {
            known.free();
        }
    }

    private void writeTimings(IBuilderConfig config, Path file) throws BackendException {
        IHostMemory measured = config.getTimingCache().serialize();
        if (!NativeObject.isThere(measured)) {
            return;
        }
        keep(measured);
        try {
            EngineCache.write(file, new NativeBytes(measured.data(), measured.size())::writeTo);
        } catch (IOException unwritable) {
            throw new BackendException(
                    "cannot write " + file + ": " + unwritable.getMessage() + "; free space, or set '"
                            + TensorrtOptions.ENGINE_CACHE.name() + "' to another folder",
                    unwritable);
        }
    }

    /** Returns the model's inputs, with the names of their axes. */
    List<TensorSpec> inputs() throws BackendException {
        List<TensorSpec> inputs = new ArrayList<>();
        for (int i = 0; i < network.getNbInputs(); i++) {
            inputs.add(Shapes.spec(network.getInput(i)));
        }
        return inputs;
    }

    /** Returns the model's outputs, with the names of their axes. */
    List<TensorSpec> outputs() throws BackendException {
        List<TensorSpec> outputs = new ArrayList<>();
        for (int i = 0; i < network.getNbOutputs(); i++) {
            outputs.add(Shapes.spec(network.getOutput(i)));
        }
        return outputs;
    }

    private <P extends Pointer> P keep(P object) {
        made.add(object);
        return object;
    }

    /** Frees all, the latest first. */
    @Override
    public void close() {
        for (int i = made.size() - 1; i >= 0; i--) {
            NativeObject.delete(made.get(i));
        }
        made.clear();
    }
}
