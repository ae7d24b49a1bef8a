package io.inferbench.examples.faults;

import io.inferbench.api.ElementType;
import io.inferbench.api.Tensor;
import java.util.List;

/** Answers as fast as the engine it hides, and wrongly: every tenth value is a little off. */
public final class LyingBackend extends FaultyBackend {

    private static final int STRIDE = 10;
    private static final float OFF = 0.1f;

    /** Creates the backend. */
    public LyingBackend() {
        super("lying", "gives wrong outputs", new Lie());
    }

    private static final class Lie implements Misdeed {

        @Override
        public List<Tensor> outputs(List<Tensor> right) {
            return right.stream().map(Lie::spoiled).toList();
        }

        private static Tensor spoiled(Tensor right) {
            if (right.type() != ElementType.FLOAT32) {
                return right;
            }
            Tensor wrong = Tensor.allocate(right.name(), right.type(), right.shape());
            wrong.bytes().duplicate().put(right.bytes().duplicate());
            for (int at = 0; at < wrong.bytes().capacity(); at += STRIDE * Float.BYTES) {
                wrong.bytes().putFloat(at, wrong.bytes().getFloat(at) + OFF);
            }
            return wrong;
        }
    }
}
