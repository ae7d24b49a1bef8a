package io.inferbench.core.plan;

import io.inferbench.api.backend.Availability;
import io.inferbench.core.config.ProviderChoice;

/** Asks whether a backend can run here. */
@FunctionalInterface
public interface Prober {

    /**
     * Answers for one backend with these options; called once for each choice of a plan, from one thread.
     *
     * <p>Must not throw: whatever goes wrong, a crash of the process asked included, is an {@link
     * io.inferbench.api.backend.Unavailable}.
     *
     * @param choice a known backend, options valid and unmasked
     */
    Availability probe(ProviderChoice choice);
}
