package io.inferbench.models.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs a written model on ONNX Runtime's CPU provider. */
final class OrtRunner implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    OrtRunner(Path model) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            // TensorScatter warns of each copy, and here the caches are never shared.
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            session = environment.createSession(model.toString(), options);
        }
    }

    /** The values of the first output for int64 inputs of one rectangular shape. */
    float[] run(Map<String, long[][]> inputs) throws OrtException {
        Map<String, OnnxTensor> tensors = new HashMap<>();
        for (Map.Entry<String, long[][]> input : inputs.entrySet()) {
            if (session.getInputNames().contains(input.getKey())) {
                tensors.put(input.getKey(), OnnxTensor.createTensor(environment, input.getValue()));
            }
        }
        try (OrtSession.Result result = session.run(tensors)) {
            return floats(result.get(0));
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    static float[] floats(OnnxValue value) {
        FloatBuffer buffer = ((OnnxTensor) value).getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    OrtSession session() {
        return session;
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
