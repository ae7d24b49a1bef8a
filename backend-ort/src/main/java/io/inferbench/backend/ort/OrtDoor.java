package io.inferbench.backend.ort;

import io.inferbench.api.Device;
import io.inferbench.api.backend.Availability;
import io.inferbench.api.backend.Available;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.BackendSession;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.backend.Unavailable.Reason;
import io.inferbench.api.option.Options;
import io.inferbench.backend.support.CudaDevice;
import io.inferbench.backend.support.UnavailableException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.onnxruntime.SessionOptions;

/** The way from the provider classes, which hold no engine type, to the C++ API. */
final class OrtDoor {

    private OrtDoor() {}

    static Availability probeCpu(Options options) throws BackendException {
        Optional<Path> folder = options.find(OrtOptions.LIBRARY_PATH);
        if (folder.isPresent()) {
            // Loading it would keep every other build out of this process, which may only be planning.
            UserLibrary library = UserLibrary.in(folder.get());
            return new Available(
                    library.versionInName().orElse("known once loaded"),
                    List.of(Device.CPU),
                    Map.of("engine.library", library.file().toString()));
        }
        OrtLibrary library = OrtLibrary.load(folder);
        return new Available(
                library.version(),
                List.of(Device.CPU),
                Map.of("engine.library", library.file(), "engine.build", library.build()));
    }

    /**
     * Answers for a provider on CUDA: its library, the runtime, a device, and whether the provider's own library loads.
     *
     * <p>Appending the provider to options that nobody uses loads that library and leaves nothing on the device.
     */
    static Availability probeGpu(CudaProvider.Kind kind, Options options) throws BackendException {
        OrtLibrary library = libraryWith(kind, options);
        List<Device> devices = CudaDevice.all(MavenCoordinates.cudaRemedy());
        try (SessionOptions unused = new SessionOptions()) {
            CudaProvider.tryOut(kind, unused);
        } catch (RuntimeException failure) {
            throw new UnavailableException(
                    Reason.LIBRARY_MISSING,
                    kind.engineName() + " of " + library.file() + " does not load: " + failure.getMessage(),
                    "install the libraries it names and put their folder on the library path (LD_LIBRARY_PATH): "
                            + kind.needs(),
                    failure);
        }
        return new Available(
                library.version(), devices, Map.of("engine.library", library.file(), "engine.build", library.build()));
    }

    private static OrtLibrary libraryWith(CudaProvider.Kind kind, Options options) throws BackendException {
        OrtLibrary library = OrtLibrary.load(options.find(OrtOptions.LIBRARY_PATH));
        if (!library.providers().contains(kind.engineName())) {
            throw new UnavailableException(
                    Reason.LIBRARY_MISSING,
                    "ONNX Runtime " + library.version() + " from " + library.file() + " has " + library.providers()
                            + " and no " + kind.engineName(),
                    kind.remedy(),
                    null);
        }
        return library;
    }

    static BackendSession openCpu(SessionSpec spec) throws BackendException {
        CpuOnly.devices(OrtCpuBackend.ID, spec);
        return open(spec, OrtLibrary.load(spec.options().find(OrtOptions.LIBRARY_PATH)), new CpuProvider());
    }

    static BackendSession openGpu(CudaProvider.Kind kind, SessionSpec spec) throws BackendException {
        ModelFile.of(spec, kind.backendId());
        OrtLibrary library = libraryWith(kind, spec.options());
        return open(spec, library, CudaProvider.open(kind, spec));
    }

    /** Opens a session on a provider, which it takes over. */
    static BackendSession open(SessionSpec spec, OrtLibrary library, ExecutionProvider provider)
            throws BackendException {
        EngineSession engine = EngineSession.open(spec, library, provider);
        if (!GenerationGraph.isIn(engine.signature().tensors())) {
            return new OrtTensorSession(engine);
        }
        try {
            return new OrtGenerationSession(engine, spec);
        } catch (BackendException | RuntimeException refused) {
            engine.free();
            throw refused;
        }
    }
}
