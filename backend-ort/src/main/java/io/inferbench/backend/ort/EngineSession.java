package io.inferbench.backend.ort;

import static org.bytedeco.onnxruntime.global.onnxruntime.ORT_LOGGING_LEVEL_WARNING;
import static org.bytedeco.onnxruntime.global.onnxruntime.OrtArenaAllocator;
import static org.bytedeco.onnxruntime.global.onnxruntime.OrtMemTypeDefault;

import io.inferbench.api.Device;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.KvCache;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.model.ModelArtifact;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.onnxruntime.Allocator;
import org.bytedeco.onnxruntime.Env;
import org.bytedeco.onnxruntime.MemoryInfo;
import org.bytedeco.onnxruntime.RunOptions;
import org.bytedeco.onnxruntime.Session;
import org.bytedeco.onnxruntime.SessionOptions;

/** A loaded graph and everything native that has to live as long as it does. */
final class EngineSession {

    private final OwnedPointers owned;
    private final Session session;
    private final RunOptions runOptions;
    private final MemoryInfo hostPlace;
    private final CallMemory hostMemory;
    private final ModelArtifact artifact;
    private final List<Device> devices;
    private final GraphSignature signature;
    private final Map<String, String> facts;

    private EngineSession(SessionSpec spec, OrtLibrary library, ExecutionProvider provider, OwnedPointers owned)
            throws BackendException {
        this.artifact = spec.model();
        this.owned = owned;
        this.devices = provider.devices(spec);
        this.session = load(spec, provider, owned);
        this.runOptions = owned.add(new RunOptions());
        this.hostPlace = owned.add(MemoryInfo.CreateCpu(OrtArenaAllocator, OrtMemTypeDefault));
        this.hostMemory = new HostMemory(hostPlace);
        Map<String, Integer> nodes = Placement.of(session);
        provider.verify(nodes);
        this.signature = GraphSignature.of(session);
        this.facts = facts(library, nodes, signature);
    }

    /**
     * Loads the model.
     *
     * @throws BackendException naming the model, what the engine says of it and what to do
     */
    static EngineSession open(SessionSpec spec, ExecutionProvider provider) throws BackendException {
        Path file = ModelFile.of(spec, provider.backendId());
        OrtLibrary library = OrtLibrary.load(spec.options().find(OrtOptions.LIBRARY_PATH));
        OwnedPointers owned = new OwnedPointers();
        try {
            return new EngineSession(spec, library, provider, owned);
        } catch (BackendException refused) {
            owned.free();
            throw refused;
        } catch (RuntimeException failure) {
            owned.free();
            throw new BackendException(
                    "cannot load model '" + spec.model().name() + "' (" + file + ", "
                            + file.toFile().length() + " bytes) with ONNX Runtime " + library.version() + ": "
                            + failure.getMessage() + "; check that it is a whole ONNX file this version supports",
                    failure);
        }
    }

    private static Session load(SessionSpec spec, ExecutionProvider provider, OwnedPointers owned)
            throws BackendException {
        Env environment = owned.add(new Env(ORT_LOGGING_LEVEL_WARNING, "inferbench"));
        SessionOptions settings = owned.add(new SessionOptions());
        SessionSettings.apply(spec, settings);
        provider.appendTo(settings, spec);
        try (Pointer path = NativePath.of(ModelFile.of(spec, provider.backendId()))) {
            return owned.add(new Session(environment, path, settings));
        }
    }

    private static Map<String, String> facts(OrtLibrary library, Map<String, Integer> nodes, GraphSignature signature) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("engine.version", library.version());
        facts.put("engine.library", library.file());
        facts.put("engine.build", library.build());
        nodes.forEach((name, count) -> facts.put("placement." + name, Integer.toString(count)));
        if (!signature.leftOut().isEmpty()) {
            facts.put("outputs.left-out", String.join(", ", signature.leftOut()));
        }
        return Map.copyOf(facts);
    }

    /** Returns the model's name. */
    String model() {
        return artifact.name();
    }

    Session session() {
        return session;
    }

    RunOptions runOptions() {
        return runOptions;
    }

    /** Returns the engine's name for the host's memory. */
    MemoryInfo hostPlace() {
        return hostPlace;
    }

    /** Returns host memory to mirror tensors in; nothing is allocated from it. */
    CallMemory hostMemory() {
        return hostMemory;
    }

    /** Returns memory for one call, where the session runs; the caller frees it. */
    CallMemory newCallMemory() {
        return new HostMemory(hostPlace);
    }

    /** Returns where caches of this session are. */
    KvCache.Residency residency() {
        return hostMemory.residency();
    }

    /** Returns what the model's source, or else the file itself, says under that name. */
    Optional<String> metadata(String name) {
        String fact = artifact.facts().get(name);
        return fact != null ? Optional.of(fact) : fileMetadata(name);
    }

    @SuppressWarnings("try") // the scope frees what is made inside it
    private Optional<String> fileMetadata(String name) {
        try (PointerScope scope = new PointerScope()) {
            Allocator allocator = new Allocator(session, hostPlace.asOrtMemoryInfo());
            BytePointer text =
                    session.GetModelMetadata().LookupCustomMetadataMapAllocated(name, allocator.asOrtAllocator());
            return Pointer.isNull(text) ? Optional.empty() : Optional.of(text.getString(StandardCharsets.UTF_8));
        }
    }

    List<Device> devices() {
        return devices;
    }

    GraphSignature signature() {
        return signature;
    }

    Map<String, String> facts() {
        return facts;
    }

    /** Returns a failure of the engine as one that says which model it was and what the engine said. */
    BackendException failure(String doing, RuntimeException cause) {
        return new BackendException(
                "ONNX Runtime failed to " + doing + " model '" + model() + "': " + cause.getMessage(), cause);
    }

    /** Frees all; nothing bound to the session may be left. */
    void free() {
        owned.free();
    }
}
