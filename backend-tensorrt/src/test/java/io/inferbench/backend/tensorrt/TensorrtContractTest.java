package io.inferbench.backend.tensorrt;

import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.model.CallShape;
import io.inferbench.api.option.Options;
import io.inferbench.tck.TensorSessionContract;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;

/** The rules that need no GPU everywhere, the others where there is one and {@code -Ptensorrt} brings the bindings. */
class TensorrtContractTest extends TensorSessionContract {

    @Override
    protected Backend backend() {
        return new TensorrtBackend();
    }

    @Override
    protected SessionSpec spec(Path workDirectory) throws Exception {
        return SessionSpec.builder(TinyModel.write(workDirectory), workDirectory)
                .expectedShape(CallShape.forward(4, 1))
                .options(Options.parse(TensorrtOptions.ALL, options(workDirectory)))
                .build();
    }

    /** Returns the options of the backend. */
    Map<String, String> options(Path workDirectory) {
        return Map.of("engine.cache", workDirectory.toString());
    }

    @Override
    protected OptionalLong deviceMemoryBytes() {
        return DeviceMemoryUse.bytes();
    }

    @Override
    protected InferenceRequest request() {
        return TinyModel.request(1, 2, 3, 4, 5, 6);
    }
}
