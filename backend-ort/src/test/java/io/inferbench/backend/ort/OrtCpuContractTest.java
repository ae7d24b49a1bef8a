package io.inferbench.backend.ort;

import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.tck.TensorSessionContract;
import java.nio.file.Path;
import java.util.Optional;

class OrtCpuContractTest extends TensorSessionContract {

    @Override
    protected Backend backend() {
        return new OrtCpuBackend();
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

    @Override
    protected Optional<InferenceRequest> failingRequest() {
        return Optional.of(TinyModels.lookupRequest(2, new long[] {1, 1}, TinyModels.VOCABULARY));
    }
}
