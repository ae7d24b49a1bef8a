package io.inferbench.backend.tensorrt;

import static org.bytedeco.cuda.global.cudart.cudaSetDevice;

import io.inferbench.api.Device;
import io.inferbench.api.backend.Availability;
import io.inferbench.api.backend.Available;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.BackendSession;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.option.Options;
import io.inferbench.backend.support.CudaDevice;
import io.inferbench.backend.support.UnavailableException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way from the provider, which holds no engine type, to TensorRT. */
final class TensorrtDoor {

    private TensorrtDoor() {}

    static Availability probe(Options options) throws UnavailableException {
        TensorrtLibrary library = TensorrtLibrary.load(options);
        List<Device> devices = CudaDevice.all(MavenCoordinates.remedy());
        Map<String, String> facts = new LinkedHashMap<>();
        library.file().ifPresent(file -> facts.put("engine.library", file.toString()));
        boolean prebuilt = options.get(TensorrtOptions.ENGINE_PREBUILT);
        facts.put("engine.builder", prebuilt ? "not looked for" : "there");
        if (!prebuilt) {
            Device first = devices.get(0);
            CudaDevice.check(cudaSetDevice(first.index()), "switch to " + first.reference());
            BuilderResource.require(library, CudaDevice.computeCapability(first.index()), EngineLog.fresh());
        }
        return new Available(library.version(), devices, facts);
    }

    /** Loads or builds the engine of a specification. */
    static BackendSession open(SessionSpec spec) throws BackendException {
        ModelFile model = ModelFile.of(spec);
        TensorrtLibrary library = TensorrtLibrary.load(spec.options());
        CudaDevice device = CudaDevice.open(spec, TensorrtBackend.ID, MavenCoordinates.remedy());
        try {
            Optional<ModelFile> prefill = model.prefill();
            return prefill.isPresent()
                    ? generation(spec, model, prefill.get(), library, device)
                    : new TensorrtTensorSession(
                            EngineSource.open(spec, model, library, device),
                            spec.options().get(TensorrtOptions.CUDA_GRAPH));
        } catch (BackendException | RuntimeException failure) {
            device.free();
            throw failure;
        }
    }

    private static BackendSession generation(
            SessionSpec spec, ModelFile step, ModelFile prefill, TensorrtLibrary library, CudaDevice device)
            throws BackendException {
        LoadedEngine forPrompts = EngineSource.open(spec, prefill, library, device);
        try {
            LoadedEngine forSteps = EngineSource.open(spec, step, library, device);
            try {
                return new TensorrtGenerationSession(forPrompts, forSteps, spec);
            } catch (BackendException | RuntimeException refused) {
                forSteps.free();
                throw refused;
            }
        } catch (BackendException | RuntimeException refused) {
            forPrompts.free();
            throw refused;
        }
    }
}
