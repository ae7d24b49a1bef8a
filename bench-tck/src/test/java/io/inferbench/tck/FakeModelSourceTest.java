package io.inferbench.tck;

import io.inferbench.api.model.ModelSource;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.tck.doubles.FakeModelSource;
import java.nio.file.Path;

/** The fake models keep the rules of models. */
class FakeModelSourceTest extends ModelSourceContract {

    @Override
    protected ModelSource source() {
        return new FakeModelSource();
    }

    @Override
    protected ModelSpec spec(Path cacheDirectory) {
        return ModelSpec.builder(FakeModelSource.TENSOR_MODEL, cacheDirectory)
                .seed(7)
                .build();
    }
}
