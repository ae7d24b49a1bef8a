package io.inferbench.models;

import io.inferbench.api.model.ModelSource;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.tck.ModelSourceContract;
import java.nio.file.Path;

/** The presets keep the rules of model sources. */
class PresetModelsContractTest extends ModelSourceContract {

    @Override
    protected ModelSource source() {
        return new PresetModels();
    }

    @Override
    protected ModelSpec spec(Path cacheDirectory) {
        return ModelSpec.builder("bert-tiny", cacheDirectory).seed(7).build();
    }
}
