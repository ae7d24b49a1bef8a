package io.inferbench.backend.djl.pytorch;

import io.inferbench.models.weights.SeededWeights;
import io.inferbench.models.weights.WeightSource;
import io.inferbench.models.weights.WeightSpec;
import java.io.IOException;

/** The seeded weights of the tests, one of which has another sign. */
final class OneFlipped implements WeightSource {

    private final WeightSource weights = new SeededWeights(Modules.SEED);
    private final String tensor;
    private final long index;

    OneFlipped(String tensor, long index) {
        this.tensor = tensor;
        this.index = index;
    }

    @Override
    public String fingerprint() {
        return weights.fingerprint() + ", " + tensor + " flipped at " + index;
    }

    @Override
    public void read(WeightSpec spec, long first, float[] target, int at, int count) throws IOException {
        weights.read(spec, first, target, at, count);
        long place = index - first;
        if (spec.name().equals(tensor) && place >= 0 && place < count) {
            target[at + (int) place] = -target[at + (int) place];
        }
    }

    @Override
    public void close() {
        weights.close();
    }
}
