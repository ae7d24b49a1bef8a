package io.inferbench.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendSession;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import java.util.List;
import java.util.Optional;

/** What the author of a tensor backend supplies to {@link TensorSessionContract}, the class to extend. */
public abstract class TensorSessionFixture extends BackendContract {

    TensorSessionFixture() {}

    /** Returns a small valid request for the model of {@link #spec}; the same content each time. */
    protected abstract InferenceRequest request() throws Exception;

    /**
     * Returns a request of the same shapes whose outputs differ from those of {@link #request}.
     *
     * <p>By default its elements moved by one place; override for a model to which that makes no difference.
     */
    protected InferenceRequest otherRequest() throws Exception {
        return RequestVariants.rotated(request());
    }

    /** Returns a request that can be prepared and whose run fails, if there is one (B-05). */
    protected Optional<InferenceRequest> failingRequest() throws Exception {
        return Optional.empty();
    }

    /** Returns how far outputs of equal requests may differ, relative to the largest value of the output. */
    protected double tolerance() {
        return 1e-5;
    }

    /** Returns how often B-13 runs a call. */
    protected int runs() {
        return 1_000;
    }

    @Override
    final void useOnce(BackendSession session) throws Exception {
        try (TensorCall call = ((TensorSession) session).prepare(request())) {
            call.run();
            call.outputs();
        }
    }

    final TensorSession openTensors() throws Exception {
        BackendSession session = open(spec(folder));
        if (session instanceof TensorSession tensors) {
            return tensors;
        }
        session.close();
        throw new AssertionError("the session " + session.getClass().getName() + " should be a TensorSession");
    }

    final List<Tensor> outputsOf(InferenceRequest request) throws Exception {
        try (TensorSession session = openTensors();
                TensorCall call = session.prepare(request)) {
            call.run();
            return TensorCopy.of(call.outputs());
        }
    }

    final void assertSame(List<Tensor> found, List<Tensor> wanted, String what) {
        assertThat(TensorCopy.difference(found, wanted, tolerance())).as(what).isEmpty();
    }
}
