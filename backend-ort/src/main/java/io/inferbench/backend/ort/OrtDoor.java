package io.inferbench.backend.ort;

import io.inferbench.api.Device;
import io.inferbench.api.backend.Availability;
import io.inferbench.api.backend.Available;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.BackendSession;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.option.Options;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    static BackendSession openCpu(SessionSpec spec) throws BackendException {
        return open(spec, new CpuProvider());
    }

    private static BackendSession open(SessionSpec spec, ExecutionProvider provider) throws BackendException {
        EngineSession engine = EngineSession.open(spec, provider);
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
