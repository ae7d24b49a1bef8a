package io.inferbench.api.backend;

import io.inferbench.api.Provider;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.option.Options;
import java.util.List;
import java.util.Set;

/**
 * An inference engine behind a name.
 *
 * <p>Found by {@link java.util.ServiceLoader}. The harness asks {@link #probe} before any trial starts and calls {@link
 * #open} once per fork.
 */
public interface Backend extends Provider {

    /** Returns the model file formats this backend reads, most wanted first. */
    List<ModelFormat> formats();

    /**
     * Answers whether this backend can run here, and if not why and what to do.
     *
     * <p>May load native libraries and take seconds; leaves no thread and no device memory behind; gives the same answer
     * when asked twice (B-03). Never throws: whatever goes wrong is an {@link Unavailable} (B-02).
     */
    Availability probe(Options options);

    /**
     * Loads a model.
     *
     * <p>May take minutes (an engine build); the harness times it as the load phase. Must not fall back to another
     * device or precision than the one asked for (B-12).
     *
     * @throws BackendException naming what was asked for, what was found and what to do (B-04)
     */
    BackendSession open(SessionSpec spec) throws BackendException;

    /**
     * Returns prefixes of resource names that only this engine's jars contain, for instance {@code
     * org/bytedeco/tensorrt/}.
     *
     * <p>A fork for another backend leaves class path entries that hold such resources away, so that two builds of one
     * native library never meet in a process. The contract kit uses the same prefixes to hide the engine (B-00, B-02).
     */
    default Set<String> engineResources() {
        return Set.of();
    }
}
