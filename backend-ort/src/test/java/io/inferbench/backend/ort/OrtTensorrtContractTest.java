package io.inferbench.backend.ort;

import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.tck.TensorSessionContract;
import java.nio.file.Path;

/** The rules that need no GPU everywhere, the others where there is one and {@code -Pcuda} brings its libraries. */
class OrtTensorrtContractTest extends TensorSessionContract {

    @Override
    protected Backend backend() {
        return new OrtTensorrtBackend();
    }

    @Override
    protected SessionSpec spec(Path workDirectory) throws Exception {
        return SessionSpec.builder(TinyModels.lookup(workDirectory), workDirectory)
                .build();
    }

    @Override
    protected InferenceRequest request() {
        return TinyModels.lookupRequest(2, new long[] {2, 3}, 0, 1, 2, 3, 4, 0);
    }
}
