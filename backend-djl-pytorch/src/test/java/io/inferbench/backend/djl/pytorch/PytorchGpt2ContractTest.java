package io.inferbench.backend.djl.pytorch;

import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.models.weights.FloatFormat;
import io.inferbench.tck.GenerationSessionContract;
import java.nio.file.Path;

class PytorchGpt2ContractTest extends GenerationSessionContract {

    @Override
    protected Backend backend() {
        return new DjlPytorchBackend();
    }

    @Override
    protected SessionSpec spec(Path workDirectory) throws Exception {
        return Modules.session(
                Modules.write(Modules.decoder("gpt2-test"), FloatFormat.FP32, workDirectory), workDirectory);
    }
}
