package io.inferbench.backend.tensorrt;

import java.nio.file.Path;
import java.util.Map;

/** The same rules for calls that are captured as CUDA graphs. */
class TensorrtGraphContractTest extends TensorrtContractTest {

    @Override
    Map<String, String> options(Path workDirectory) {
        return Map.of("engine.cache", workDirectory.toString(), "cuda.graph", "true");
    }
}
