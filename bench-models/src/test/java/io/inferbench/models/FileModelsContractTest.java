package io.inferbench.models;

import io.inferbench.api.model.ModelSource;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.api.option.Options;
import io.inferbench.tck.ModelSourceContract;
import java.nio.file.Path;
import java.util.Map;

/** Users' own files keep the rules of model sources. */
class FileModelsContractTest extends ModelSourceContract {

    @Override
    protected ModelSource source() {
        return new FileModels();
    }

    @Override
    protected ModelSpec spec(Path cacheDirectory) throws Exception {
        // The rules are about files; nobody loads this one, and the tokenizer beside it is a real one.
        Map<String, String> options = Map.of("tokenizer", "classpath:all-minilm-l6-v2-tokenizer.json");
        return ModelSpec.builder("classpath:some-model.onnx", cacheDirectory)
                .options(Options.parse(source().options(), options))
                .build();
    }

    @Override
    protected boolean isSeeded() {
        return false;
    }
}
