package io.inferbench.backend.remote;

import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.RequestEnd;
import io.inferbench.api.backend.RequestSession;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.backend.remote.truth.TruthServer;
import io.inferbench.tck.RequestSessionContract;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The client keeps the rules of requests in flight, against a server in this process. */
class OpenAiBackendTest extends RequestSessionContract {

    private static TruthServer server;
    private static TruthServer secure;

    @BeforeAll
    static void start() throws Exception {
        server = TruthServer.start(TruthServer.Settings.plain(), Answers::to);
        secure = TruthServer.start(
                new TruthServer.Settings(
                        0, 1, false, 0, Optional.of(Certificates.selfSigned().serverContext(false))),
                Answers::to);
    }

    @AfterAll
    static void stop() {
        server.close();
        secure.close();
    }

    @Override
    protected Backend backend() {
        return new OpenAiBackend();
    }

    @Override
    protected SessionSpec spec(Path workDirectory) throws Exception {
        return Specs.of(workDirectory, server.url());
    }

    @Override
    protected Optional<SessionSpec> failing(RequestEnd.Failure failure, Path workDirectory) throws Exception {
        return switch (failure) {
            case CANCELLED, CLOSED -> Optional.empty();
            case CONNECT ->
                Optional.of(Specs.of(workDirectory, "http://localhost:" + closedPort(), "check-model", "false"));
            case TLS -> Optional.of(Specs.of(workDirectory, secure.url(), "check-model", "false"));
            case TIMEOUT ->
                Optional.of(Specs.of(
                        workDirectory,
                        server.url(),
                        "request-timeout",
                        "300ms",
                        "extra-body",
                        "{\"fault\":\"TIMEOUT\"}"));
            default ->
                Optional.of(Specs.of(workDirectory, server.url(), "extra-body", "{\"fault\":\"" + failure + "\"}"));
        };
    }

    private static int closedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    protected OptionalLong requestsSeen(RequestSession session) {
        return OptionalLong.of(server.requests());
    }
}
