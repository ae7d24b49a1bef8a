package io.inferbench.tck;

import io.inferbench.api.ProgressListener;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.RequestEnd;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelException;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.api.option.OptionException;
import io.inferbench.api.option.Options;
import io.inferbench.tck.doubles.FakeBackend;
import io.inferbench.tck.doubles.FakeModelSource;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Small things to run the fakes with. */
final class Fixtures {

    private Fixtures() {}

    static SessionSpec spec(String reference, Path folder) throws ModelException {
        ModelSpec model = ModelSpec.builder(reference, folder.resolve("models")).build();
        try (Model opened = new FakeModelSource().open(model)) {
            return SessionSpec.builder(opened.materialize(FakeModelSource.FORMAT, ProgressListener.NONE), folder)
                    .build();
        }
    }

    /** Returns a session whose requests last long enough to be closed or cancelled on the way. */
    static SessionSpec slow(Path folder) throws ModelException, OptionException {
        return served(Map.of(FakeBackend.LATENCY.name(), "2ms"), folder);
    }

    /** Returns a session whose every request ends in that way, half-way. */
    static SessionSpec failing(RequestEnd.Failure failure, Path folder) throws ModelException, OptionException {
        String word = failure.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return served(Map.of(FakeBackend.REQUEST_FAILURE.name(), word), folder);
    }

    private static SessionSpec served(Map<String, String> options, Path folder) throws ModelException, OptionException {
        SessionSpec sound = spec(FakeModelSource.SERVED_MODEL, folder);
        return SessionSpec.builder(sound.model(), folder)
                .options(Options.parse(new FakeBackend().options(), options))
                .build();
    }

    static InferenceRequest tensorRequest() {
        float[] x = new float[16];
        for (int at = 0; at < x.length; at++) {
            x[at] = at * 0.25f - 1;
        }
        return InferenceRequest.builder()
                .input(Tensor.ofFloats("x", new long[] {2, 8}, x))
                .input(Tensor.ofLongs("shift", new long[] {2}, 3, -4))
                .sampleCount(2)
                .build();
    }
}
