package io.inferbench.tck.broken;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import java.util.List;

/** A sound backend whose calls are to be broken by overriding. */
public abstract class TamperedCalls extends TamperedBackend {

    @Override
    TensorSession session(TensorSession opened) {
        return new Session(opened) {
            @Override
            TensorCall call(TensorCall prepared, InferenceRequest request) {
                return TamperedCalls.this.call(prepared, request);
            }
        };
    }

    TensorCall call(TensorCall prepared, InferenceRequest request) {
        return new Call(prepared, request) {
            @Override
            public List<Tensor> outputs() {
                return TamperedCalls.this.outputs(super.outputs().get(0));
            }
        };
    }

    List<Tensor> outputs(Tensor y) {
        return List.of(y);
    }
}
