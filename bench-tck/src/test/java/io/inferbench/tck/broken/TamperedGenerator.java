package io.inferbench.tck.broken;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.BackendSession;
import io.inferbench.api.backend.GenerationSession;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.tck.doubles.FakeBackend;

/** A backend that opens a generation session of its own. */
public abstract class TamperedGenerator extends TamperedBackend {

    @Override
    public BackendSession open(SessionSpec spec) throws BackendException {
        // Refuses what a sound backend refuses.
        new FakeBackend().open(spec).close();
        return generation();
    }

    abstract GenerationSession generation();
}
