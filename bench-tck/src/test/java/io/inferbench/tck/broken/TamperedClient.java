package io.inferbench.tck.broken;

import io.inferbench.api.Device;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.BackendSession;
import io.inferbench.api.backend.ConnectionUse;
import io.inferbench.api.backend.InFlight;
import io.inferbench.api.backend.PreparedRequest;
import io.inferbench.api.backend.Prompt;
import io.inferbench.api.backend.RequestEnd;
import io.inferbench.api.backend.RequestListener;
import io.inferbench.api.backend.RequestSession;
import io.inferbench.api.backend.ResponseChunk;
import io.inferbench.api.backend.ServedRequest;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.backend.TokenUsage;
import io.inferbench.tck.doubles.FakeBackend;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A sound client of a server, to be broken in one way by overriding. */
public abstract class TamperedClient extends TamperedBackend {

    @Override
    public BackendSession open(SessionSpec spec) throws BackendException {
        return client((RequestSession) new FakeBackend().open(spec));
    }

    RequestSession client(RequestSession sound) {
        return new Client(sound);
    }

    /** Passes everything on. */
    static class Client implements RequestSession {

        final RequestSession sound;

        Client(RequestSession sound) {
            this.sound = sound;
        }

        @Override
        public Set<Prompt.Form> promptForms() {
            return sound.promptForms();
        }

        @Override
        public PreparedRequest prepare(ServedRequest request) throws BackendException {
            PreparedRequest prepared = sound.prepare(request);
            return listener -> start(prepared, listener);
        }

        InFlight start(PreparedRequest prepared, RequestListener listener) {
            return prepared.start(told(listener));
        }

        RequestListener told(RequestListener listener) {
            return listener;
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

    /** Passes everything on. */
    static class Told implements RequestListener {

        final RequestListener listener;

        Told(RequestListener listener) {
            this.listener = listener;
        }

        @Override
        public void onConnection(ConnectionUse use) {
            listener.onConnection(use);
        }

        @Override
        public void onSent(long sentNanos) {
            listener.onSent(sentNanos);
        }

        @Override
        public void onHead(long arrivalNanos, int status) {
            listener.onHead(arrivalNanos, status);
        }

        @Override
        public void onChunk(ResponseChunk chunk) {
            listener.onChunk(chunk);
        }

        @Override
        public void onUsage(long arrivalNanos, TokenUsage usage) {
            listener.onUsage(arrivalNanos, usage);
        }

        @Override
        public void onEnd(RequestEnd end) {
            listener.onEnd(end);
        }
    }
}
