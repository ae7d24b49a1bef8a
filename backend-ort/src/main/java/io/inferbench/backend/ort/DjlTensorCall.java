package io.inferbench.backend.ort;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import io.inferbench.api.Tensor;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.EngineTimed;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.backend.support.NativeGate;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A request as a DJL application would send it, again and again.
 *
 * <p>A run makes the arrays, predicts, and reads every output back to Java, because that is what the application pays.
 */
final class DjlTensorCall implements TensorCall, EngineTimed {

    /** One output as DJL hands it to Java. */
    private record Answer(ByteBuffer bytes, Shape shape) {}

    private final DjlTensorSession session;
    private final NativeGate gate;
    private final InferenceRequest request;
    private final Predictor<NDList, NDList> predictor;
    private List<Answer> answers = List.of();
    private long engineNanos;

    DjlTensorCall(DjlTensorSession session, NativeGate sessionGate, InferenceRequest request) {
        this.session = session;
        this.request = request;
        this.predictor = session.model().newPredictor(new NoopTranslator());
        this.gate = sessionGate.part("the call of model '" + session.name() + "'", predictor::close);
    }

    @Override
    public void run() throws BackendException {
        gate.enter();
        try {
            answers = List.of();
            answers = predict();
            engineNanos = session.block().latestNanos();
        } finally {
            gate.leave();
        }
    }

    @Override
    public long engineNanos() {
        return engineNanos;
    }

    private List<Answer> predict() throws BackendException {
        try (NDManager scope = session.model().getNDManager().newSubManager()) {
            NDList inputs = new NDList();
            for (Tensor input : request.inputs()) {
                NDArray array =
                        scope.create(input.bytes(), new Shape(input.shape()), DjlSignature.dataType(input.type()));
                array.setName(input.name());
                inputs.add(array);
            }
            NDList outputs = predictor.predict(inputs);
            List<Answer> read = new ArrayList<>(outputs.size());
            for (NDArray output : outputs) {
                read.add(new Answer(output.toByteBuffer(), output.getShape()));
            }
            return read;
        } catch (TranslateException | RuntimeException failure) {
            throw new BackendException(
                    "DJL failed to run model '" + session.name() + "': "
                            + innermost(failure).getMessage(),
                    failure);
        }
    }

    private static Throwable innermost(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : innermost(cause);
    }

    @Override
    public List<Tensor> outputs() {
        gate.enter();
        try {
            if (answers.isEmpty()) {
                throw new IllegalStateException("no run of model '" + session.name() + "' to read outputs of");
            }
            List<TensorSpec> specs = session.signature().outputs();
            List<Tensor> outputs = new ArrayList<>(specs.size());
            for (int i = 0; i < specs.size(); i++) {
                outputs.add(tensor(specs.get(i), answers.get(i)));
            }
            return List.copyOf(outputs);
        } finally {
            gate.leave();
        }
    }

    private static Tensor tensor(TensorSpec spec, Answer answer) {
        Tensor tensor = Tensor.allocate(spec.name(), spec.type(), answer.shape().getShape());
        tensor.bytes().duplicate().put(answer.bytes().duplicate());
        return tensor;
    }

    @Override
    public void close() {
        gate.close();
    }
}
