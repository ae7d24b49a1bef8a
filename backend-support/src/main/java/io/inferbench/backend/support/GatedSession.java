package io.inferbench.backend.support;

import io.inferbench.api.Device;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.BackendSession;
import java.util.List;
import java.util.Map;

/** A session on a loaded model: binds requests behind a gate, and frees the model when nobody is inside it any more. */
public abstract class GatedSession implements BackendSession {

    private final List<Device> devices;
    private final Map<String, String> facts;
    private final NativeGate gate;

    /**
     * Takes over a loaded model.
     *
     * @param model its name, for error texts
     * @param release frees the model; run once, after the calls that were still open were closed
     */
    protected GatedSession(String model, List<Device> devices, Map<String, String> facts, Runnable release) {
        this.devices = List.copyOf(devices);
        this.facts = Map.copyOf(facts);
        this.gate = new NativeGate("the session of model '" + model + "'", release);
    }

    /** Returns a failure of the engine as one that names the model. */
    protected abstract BackendException failure(String doing, RuntimeException cause);

    /** Returns what the session's calls take part in. */
    protected final NativeGate gate() {
        return gate;
    }

    /**
     * Binds a request inside the gate.
     *
     * @throws BackendException if the request is refused, or the engine fails
     * @throws IllegalStateException if the session is closed
     */
    protected final <C> C bind(EngineStep<C> binding) throws BackendException {
        gate.enter();
        try {
            return binding.run();
        } catch (RuntimeException failure) {
            throw failure("bind a request to", failure);
        } finally {
            gate.leave();
        }
    }

    @Override
    public final List<Device> devices() {
        return devices;
    }

    @Override
    public final Map<String, String> facts() {
        return facts;
    }

    @Override
    public final void close() {
        gate.close();
    }
}
