package io.inferbench.tck;

import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.tck.doubles.FakeBackend;
import io.inferbench.tck.doubles.FakeModelSource;
import java.nio.file.Path;

/** The fake backend keeps the rules of generation. */
class FakeGenerationBackendTest extends GenerationSessionContract {

    @Override
    protected Backend backend() {
        return new FakeBackend();
    }

    @Override
    protected SessionSpec spec(Path workDirectory) throws Exception {
        return Fixtures.spec(FakeModelSource.GENERATION_MODEL, workDirectory);
    }
}
