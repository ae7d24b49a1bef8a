package com.example.ejml;

import io.inferbench.api.model.ModelSource;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.tck.ModelSourceContract;
import java.nio.file.Path;

class PerceptronModelsContractTest extends ModelSourceContract {

    @Override
    protected ModelSource source() {
        return new PerceptronModels();
    }

    @Override
    protected ModelSpec spec(Path cacheDirectory) {
        return ModelSpec.builder("perceptron-3x4x2", cacheDirectory).seed(7).build();
    }
}
