package io.inferbench.tck;

import io.inferbench.api.ProgressListener;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelException;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.tck.doubles.FakeModelSource;
import java.nio.file.Path;

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
