package com.example.ejml;

import io.inferbench.api.ProgressListener;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.tck.TensorSessionContract;
import java.nio.file.Path;

/** All that it takes to test a backend against every rule. */
class EjmlBackendContractTest extends TensorSessionContract {

    @Override
    protected Backend backend() {
        return new EjmlBackend();
    }

    @Override
    protected SessionSpec spec(Path workDirectory) throws Exception {
        ModelSpec spec = ModelSpec.builder("perceptron-3x4x2", workDirectory).build();
        try (Model model = new PerceptronModels().open(spec)) {
            return SessionSpec.builder(model.materialize(Perceptron.FORMAT, ProgressListener.NONE), workDirectory)
                    .build();
        }
    }

    @Override
    protected InferenceRequest request() {
        Tensor x = Tensor.ofFloats("x", new long[] {2, 3}, 1, 2, 3, -1, 0.5f, 4);
        return InferenceRequest.builder().input(x).sampleCount(2).build();
    }
}
