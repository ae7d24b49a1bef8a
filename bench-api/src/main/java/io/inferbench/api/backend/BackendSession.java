package io.inferbench.api.backend;

import io.inferbench.api.Device;
import java.util.List;
import java.util.Map;

/**
 * A loaded model, until closed.
 *
 * <p>What it can do is said by the sub-interface it implements: {@link TensorSession}, {@link GenerationSession},
 * {@link RequestSession}. One thread at a time calls a session unless the sub-interface says otherwise.
 */
public interface BackendSession extends AutoCloseable {

    /** Returns where the work really runs, asked of the engine and not of the request (B-12). */
    List<Device> devices();

    /**
     * Returns what a reader of the report should know of this session, by name.
     *
     * <p>Asked after opening and again before closing; must not cost anything in between. Expected where the engine can
     * tell: {@code engine.version}, {@code engine.library} (the file loaded), {@code placement.<provider>} (number of
     * nodes per execution provider).
     */
    Map<String, String> facts();

    /** Frees everything; does nothing the second time; throws nothing; works after a failed call (B-05). */
    @Override
    void close();
}
