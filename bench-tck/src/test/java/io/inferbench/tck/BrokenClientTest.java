package io.inferbench.tck;

import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.RequestEnd;
import io.inferbench.api.backend.RequestSession;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.tck.broken.Breaks;
import io.inferbench.tck.broken.BrokenClients;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each client of a server that breaks a rule fails the tests of that rule, with its number in the message. */
class BrokenClientTest {

    static Stream<Class<?>> brokenClients() {
        return Arrays.<Class<?>>stream(BrokenClients.class.getDeclaredClasses())
                .filter(type -> type.isAnnotationPresent(Breaks.class));
    }

    @ParameterizedTest
    @MethodSource("brokenClients")
    void failsTheRulesItBreaksAndNoOthers(Class<?> client) {
        BrokenRules.check(RequestKit.class, client);
    }

    /** The kit as an author would extend it. */
    static class RequestKit extends RequestSessionContract {

        @Override
        protected Backend backend() {
            return KitRun.provider(Backend.class);
        }

        @Override
        protected SessionSpec spec(Path workDirectory) throws Exception {
            return Fixtures.slow(workDirectory);
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
}
