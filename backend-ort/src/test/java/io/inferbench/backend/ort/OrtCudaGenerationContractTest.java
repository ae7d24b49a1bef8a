package io.inferbench.backend.ort;

import io.inferbench.api.Precision;
import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.tck.GenerationSessionContract;
import java.nio.file.Path;

/** The rules that need no GPU everywhere, the others where there is one and {@code -Pcuda} brings its libraries. */
class OrtCudaGenerationContractTest extends GenerationSessionContract {

    @Override
    protected Backend backend() {
        return new OrtCudaBackend();
    }

    @Override
    protected SessionSpec spec(Path workDirectory) throws Exception {
        return SessionSpec.builder(TinyGpt.writeHalf(workDirectory), workDirectory)
                .precision(Precision.FP16)
                .build();
    }

    @Override
    protected double tolerance() {
        return 2e-2;
    }
}
