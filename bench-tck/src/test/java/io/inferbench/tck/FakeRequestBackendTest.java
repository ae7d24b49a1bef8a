package io.inferbench.tck;

import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.RequestEnd;
import io.inferbench.api.backend.RequestSession;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.tck.doubles.FakeBackend;
import io.inferbench.tck.doubles.FakeModelSource;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** The fake backend keeps the rules of requests in flight. */
class FakeRequestBackendTest extends RequestSessionContract {

    @Override
    protected Backend backend() {
        return new FakeBackend();
    }

    @Override
    protected SessionSpec spec(Path workDirectory) throws Exception {
        return Fixtures.spec(FakeModelSource.SERVED_MODEL, workDirectory);
    }

    @Override
    protected Optional<SessionSpec> failing(RequestEnd.Failure failure, Path workDirectory) throws Exception {
        return Optional.of(Fixtures.failing(failure, workDirectory));
    }

    @Override
    protected OptionalLong requestsSeen(RequestSession session) {
        return OptionalLong.of(Long.parseLong(session.facts().get("requests.started")));
    }
}
