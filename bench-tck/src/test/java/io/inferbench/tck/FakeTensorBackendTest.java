package io.inferbench.tck;

import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.tck.doubles.FakeBackend;
import io.inferbench.tck.doubles.FakeModelSource;
import java.nio.file.Path;

/** The fake backend keeps the rules it is there to help others keep. */
class FakeTensorBackendTest extends TensorSessionContract {

    @Override
    protected Backend backend() {
        return new FakeBackend();
    }

    @Override
    protected SessionSpec spec(Path workDirectory) throws Exception {
        return Fixtures.spec(FakeModelSource.TENSOR_MODEL, workDirectory);
    }

    @Override
    protected InferenceRequest request() {
        return Fixtures.tensorRequest();
    }
}
