package io.inferbench.backend.ort;

import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.tck.GenerationSessionContract;
import java.nio.file.Path;

class OrtCpuGenerationContractTest extends GenerationSessionContract {

    @Override
    protected Backend backend() {
        return new OrtCpuBackend();
    }

    @Override
    protected SessionSpec spec(Path workDirectory) throws Exception {
        return SessionSpec.builder(TinyGpt.write(workDirectory), workDirectory).build();
    }
}
