package io.inferbench.tck.broken;

import io.inferbench.api.Device;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.Availability;
import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.BackendSession;
import io.inferbench.api.backend.ConcurrentSession;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.api.option.Options;
import io.inferbench.tck.doubles.FakeBackend;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A sound backend, to be broken in one way by overriding. */
public abstract class TamperedBackend implements Backend {

    /** A value of the input {@code shift} with which a run fails. */
    public static final long FAILING_SHIFT = Long.MAX_VALUE;

    private final FakeBackend sound = new FakeBackend();

    static String idOf(Object provider) {
        return provider.getClass()
                .getSimpleName()
                .replaceAll("(?<=.)([A-Z])", "-$1")
                .toLowerCase(Locale.ROOT);
    }

    @Override
    public String id() {
        return idOf(this);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return sound.options();
    }

    @Override
    public List<ModelFormat> formats() {
        return sound.formats();
    }

    @Override
    public Availability probe(Options options) {
        return sound.probe(options);
    }

    @Override
    public BackendSession open(SessionSpec spec) throws BackendException {
        return session((TensorSession) sound.open(spec));
    }

    TensorSession session(TensorSession opened) {
        return new Session(opened);
    }

    /** Passes everything on. */
    static class Session implements TensorSession, ConcurrentSession {

        final TensorSession sound;

        Session(TensorSession sound) {
            this.sound = sound;
        }

        @Override
        public ModelSignature signature() {
            return sound.signature();
        }

        @Override
        public int maxConcurrency() {
            return 4;
        }

        @Override
        public TensorCall prepare(InferenceRequest request) throws BackendException {
            return call(sound.prepare(request), request);
        }

        TensorCall call(TensorCall prepared, InferenceRequest request) {
            return new Call(prepared, request);
        }

        @Override
        public List<Device> devices() {
            return sound.devices();
        }

        @Override
        public Map<String, String> facts() {
            return sound.facts();
        }

        @Override
        public void close() {
            sound.close();
        }
    }

    /** Passes everything on, but fails when it is asked to. */
    static class Call implements TensorCall {

        final TensorCall sound;
        final InferenceRequest request;

        Call(TensorCall sound, InferenceRequest request) {
            this.sound = sound;
            this.request = request;
        }

        @Override
        public void run() throws BackendException {
            if (request.input("shift").orElseThrow().bytes().getLong(0) == FAILING_SHIFT) {
                throw new BackendException("this shift cannot be added");
            }
            sound.run();
        }

        @Override
        public List<Tensor> outputs() {
            return sound.outputs();
        }

        @Override
        public void close() {
            sound.close();
        }
    }
}
