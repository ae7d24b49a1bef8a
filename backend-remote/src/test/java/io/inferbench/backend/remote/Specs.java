package io.inferbench.backend.remote;

import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.option.OptionException;
import io.inferbench.api.option.Options;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What to open in tests. */
final class Specs {

    private Specs() {}

    static SessionSpec of(Path folder, String url, String... namesAndValues) throws OptionException {
        ModelArtifact model =
                new ModelArtifact(Answers.MODEL, ModelFormat.REMOTE, Optional.empty(), Optional.empty(), Map.of());
        return SessionSpec.builder(model, folder)
                .options(options(url, namesAndValues))
                .build();
    }

    static Options options(String url, String... namesAndValues) throws OptionException {
        Map<String, String> given = new TreeMap<>();
        given.put("url", url);
        for (int at = 0; at < namesAndValues.length; at += 2) {
            given.put(namesAndValues[at], namesAndValues[at + 1]);
        }
        return Options.parse(new OpenAiBackend().options(), given);
    }
}
