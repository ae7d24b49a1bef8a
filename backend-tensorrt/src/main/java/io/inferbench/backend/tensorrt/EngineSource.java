package io.inferbench.backend.tensorrt;

import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.backend.support.CudaDevice;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the engine of a specification comes from: the user, the cache, or the builder. */
final class EngineSource {

    private static final String ORIGIN = "engine.origin";

    private final SessionSpec spec;
    private final ModelFile model;
    private final TensorrtLibrary library;
    private final CudaDevice device;
    private final EngineLog log;

    private EngineSource(SessionSpec spec, ModelFile model, TensorrtLibrary library, CudaDevice device) {
        this.spec = spec;
        this.model = model;
        this.library = library;
        this.device = device;
        this.log = EngineLog.fresh();
    }

    /**
     * Loads the engine, building it first if need be.
     *
     * @throws BackendException naming the model, what TensorRT says and what to do
     */
    static LoadedEngine open(SessionSpec spec, ModelFile model, TensorrtLibrary library, CudaDevice device)
            throws BackendException {
        EngineSource source = new EngineSource(spec, model, library, device);
        try {
            return model.isEngine()
                    ? source.load(model.file(), AxisNames.none(), Map.of(ORIGIN, "given"))
                    : source.fromModel();
        } catch (IOException failure) {
            throw new BackendException(
                    "cannot read or write the engine of model '" + model.name() + "': " + failure, failure);
        } catch (RuntimeException failure) {
            throw new BackendException(
                    "cannot load model '" + model.name() + "' (" + model.file() + ") with TensorRT " + library.version()
                            + ": " + failure.getMessage(),
                    failure);
        }
    }

    private LoadedEngine fromModel() throws BackendException, IOException {
        EngineCache cache = EngineCache.open(spec.options());
        EngineRecipe recipe =
                EngineRecipe.of(spec, model, library.version(), device.device().name(), device.computeCapability());
        Map<String, String> facts = new LinkedHashMap<>(recipe.facts());
        Path file = cache.engine(recipe);
        facts.put("engine.file", file.toString());
        FileChannel alone = cache.lock(recipe);
        try (alone) {
            if (Files.isRegularFile(file) && !spec.options().get(TensorrtOptions.ENGINE_REBUILD)) {
                facts.put(ORIGIN, "cache");
            } else {
                refuseToBuild(file);
                long startNanos = System.nanoTime();
                build(cache, recipe);
                facts.put(ORIGIN, "built");
                facts.put("engine.build_ns", Long.toString(System.nanoTime() - startNanos));
            }
        }
        return load(file, AxisNames.read(cache.axes(recipe)), facts);
    }

    private void refuseToBuild(Path file) throws BackendException {
        if (spec.options().get(TensorrtOptions.ENGINE_PREBUILT)) {
            throw new BackendException("'" + TensorrtOptions.ENGINE_PREBUILT.name() + "' forbids building, and " + file
                    + " is not there: run the plan once where engines can be built and bring that folder");
        }
    }

    private void build(EngineCache cache, EngineRecipe recipe) throws BackendException, IOException {
        device.makeCurrent();
        try (EngineBuild build = new EngineBuild(spec, model, library, device, log)) {
            List<TensorSpec> tensors = new ArrayList<>(build.inputs());
            ShapeProfile shapes = ShapeProfile.of(spec, tensors);
            tensors.addAll(build.outputs());
            NativeBytes engine = build.build(shapes, cache.timings(recipe));
            EngineCache.write(cache.axes(recipe), AxisNames.of(tensors)::write);
            cache.describe(recipe);
            EngineCache.write(cache.engine(recipe), engine::writeTo);
        }
    }

    private LoadedEngine load(Path file, AxisNames axes, Map<String, String> facts)
            throws BackendException, IOException {
        Map<String, String> all = new LinkedHashMap<>(facts);
        all.put("engine.version", library.version());
        library.file().ifPresent(loaded -> all.put("engine.library", loaded.toString()));
        all.putAll(device.facts());
        NativeBytes bytes = NativeBytes.read(file);
        try {
            all.put("engine.bytes", Long.toString(bytes.size()));
            LoadedEngine engine = new LoadedEngine(model.name(), device, bytes, axes, log, all);
            if (spec.options().get(TensorrtOptions.LAYERS)) {
                String graph = model.file().getFileName().toString().replaceFirst("\\.[^.]*$", "");
                engine.writeLayers(spec.workDirectory().resolve("layers-" + graph + ".json"));
            }
            return engine;
        } finally {
            bytes.free();
        }
    }
}
