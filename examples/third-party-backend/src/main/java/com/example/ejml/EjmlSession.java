package com.example.ejml;

import io.inferbench.api.Device;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.RequestCheck;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import org.ejml.EjmlVersion;
import org.ejml.concurrency.EjmlConcurrency;
import org.ejml.data.FMatrixRMaj;

/** A perceptron whose weights EJML holds. */
final class EjmlSession implements TensorSession {

    private final Perceptron model;
    private final List<FMatrixRMaj> layers;
    private final int threads;
    private boolean closed;

    EjmlSession(Perceptron model, int threads) {
        this.model = model;
        this.threads = threads;
        this.layers = model.layers().stream()
                .map(layer -> FMatrixRMaj.wrap(layer.inputs(), layer.outputs(), layer.weights()))
                .toList();
        // The engine has one setting for the whole process; each trial has a process of its own.
        EjmlConcurrency.USE_CONCURRENT = threads > 1;
        EjmlConcurrency.setMaxThreads(threads);
    }

    /**
     * Returns the version of the jar that is there.
     *
     * <p>By reflection: the constant itself would be copied into this class by the compiler, and tell what was there then.
     */
    static String engineVersion() {
        try {
            Field version = EjmlVersion.class.getField("VERSION");
            return String.valueOf(version.get(null));
        } catch (ReflectiveOperationException unknown) {
            return "unknown";
        }
    }

    @Override
    public ModelSignature signature() {
        return model.signature();
    }

    @Override
    public TensorCall prepare(InferenceRequest request) throws BackendException {
        requireOpen();
        RequestCheck.require("perceptron", signature(), request);
        return new EjmlCall(this, layers, request.input(Perceptron.INPUT).orElseThrow());
    }

    @Override
    public List<Device> devices() {
        return List.of(Device.CPU);
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("engine.version", engineVersion(), "engine.threads", String.valueOf(threads));
    }

    @Override
    public void close() {
        closed = true;
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the session is closed");
        }
    }
}
