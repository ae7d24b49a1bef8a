package io.inferbench.backend.ort;

import static org.bytedeco.onnxruntime.global.onnxruntime.ORT_LOGGING_LEVEL_WARNING;
import static org.bytedeco.onnxruntime.global.onnxruntime.OrtArenaAllocator;
import static org.bytedeco.onnxruntime.global.onnxruntime.OrtMemTypeDefault;
import static org.bytedeco.onnxruntime.global.onnxruntime.OrtMemoryInfoDeviceType_CPU;

import io.inferbench.api.Device;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.model.ModelArtifact;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.onnxruntime.Allocator;
import org.bytedeco.onnxruntime.Env;
import org.bytedeco.onnxruntime.MemoryInfo;
import org.bytedeco.onnxruntime.MemoryInfoImpl;
import org.bytedeco.onnxruntime.Session;
import org.bytedeco.onnxruntime.SessionOptions;
import org.bytedeco.onnxruntime.StringVector;

/** A loaded graph and everything native that has to live as long as it does. */
final class EngineSession {

    private final OwnedPointers owned;
    private final Session session;
    private final ExecutionProvider provider;
    private final MemoryInfo hostPlace;
    private final CallMemory hostMemory;
    private final ModelArtifact artifact;
    private final List<Device> devices;
    private final GraphSignature signature;
    private final Set<String> hostInputs;
    private final Set<String> hostOutputs;
    private final Map<String, String> facts;

    private EngineSession(SessionSpec spec, OrtLibrary library, ExecutionProvider provider, OwnedPointers owned)
            throws BackendException {
        this.artifact = spec.model();
        this.owned = owned;
        this.devices = provider.devices(spec);
        this.session = load(spec, provider, owned);
        this.provider = provider;
        this.hostPlace = owned.add(MemoryInfo.CreateCpu(OrtArenaAllocator, OrtMemTypeDefault));
        this.hostMemory = new HostMemory(hostPlace);
        Map<String, Integer> nodes = Placement.of(session);
        provider.verify(nodes);
        this.signature = GraphSignature.of(session);
        this.hostInputs = onHost(session.GetInputNames(), session.GetMemoryInfoForInputs());
        this.hostOutputs = onHost(session.GetOutputNames(), session.GetMemoryInfoForOutputs());
        this.facts = facts(library, nodes);
    }

    /**
     * Loads the model; takes the provider over, also if that fails.
     *
     * @throws BackendException naming the model, what the engine says of it and what to do
     */
    static EngineSession open(SessionSpec spec, OrtLibrary library, ExecutionProvider provider)
            throws BackendException {
        Path file = ModelFile.of(spec, provider.backendId());
        OwnedPointers owned = new OwnedPointers();
        try {
            return new EngineSession(spec, library, provider, owned);
        } catch (BackendException refused) {
            owned.free();
            provider.free();
            throw refused;
        } catch (RuntimeException failure) {
            // Before anything is freed, because it says how much is free.
            String why = MemoryShortage.in(String.valueOf(failure.getMessage()))
                    .map(provider::told)
                    .orElse("check that it is a whole ONNX file this version supports");
            owned.free();
            provider.free();
            throw new BackendException(
                    "cannot load model '" + spec.model().name() + "' (" + file + ", "
                            + file.toFile().length() + " bytes) with ONNX Runtime " + library.version() + ": "
                            + failure.getMessage() + "; " + why,
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

    /** Returns the names whose tensors the graph wants, or leaves, in the host's memory. */
    private static Set<String> onHost(StringVector names, MemoryInfoImpl places) {
        Set<String> onHost = new HashSet<>();
        try (names;
                places) {
            for (long i = 0; i < names.size(); i++) {
                if (places.getPointer(i).GetDeviceType() == OrtMemoryInfoDeviceType_CPU) {
                    onHost.add(names.get(i).getString(StandardCharsets.UTF_8));
                }
            }
        }
        return onHost;
    }

    private Map<String, String> facts(OrtLibrary library, Map<String, Integer> nodes) {
        Map<String, String> found = new LinkedHashMap<>(provider.facts());
        found.put("engine.version", library.version());
        found.put("engine.library", library.file());
        found.put("engine.build", library.build());
        nodes.forEach((name, count) -> found.put("placement." + name, Integer.toString(count)));
        if (!signature.leftOut().isEmpty()) {
            found.put("outputs.left-out", String.join(", ", signature.leftOut()));
        }
        return Map.copyOf(found);
    }

    /** Returns the model's name. */
    String model() {
        return artifact.name();
    }

    Session session() {
        return session;
    }

    ExecutionProvider provider() {
        return provider;
    }

    /** Returns the engine's name for the host's memory. */
    MemoryInfo hostPlace() {
        return hostPlace;
    }

    /** Returns memory for one call, where the session runs; the caller frees it. */
    CallMemory newCallMemory() {
        return provider.newCallMemory(hostPlace);
    }

    /**
     * Returns the memory an input of a call has to be mirrored in.
     *
     * <p>What the graph reads on the host, such as a shape, must be bound there: the engine would otherwise copy it once, when
     * it is bound, and never see a later value.
     */
    CallMemory inputMemory(String input, CallMemory ofCall) {
        return hostInputs.contains(input) ? hostMemory : ofCall;
    }

    /** Returns the memory an output of a call has to be mirrored in. */
    CallMemory outputMemory(String output, CallMemory ofCall) {
        return hostOutputs.contains(output) ? hostMemory : ofCall;
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
        String said = String.valueOf(cause.getMessage());
        String shortage = MemoryShortage.in(said)
                .map(provider::told)
                .map(told -> told + ". ONNX Runtime: ")
                .orElse("");
        return new BackendException(
                "ONNX Runtime failed to " + doing + " model '" + model() + "': " + shortage + said, cause);
    }

    /** Frees all; nothing bound to the session may be left. */
    void free() {
        owned.free();
        provider.free();
    }
}
