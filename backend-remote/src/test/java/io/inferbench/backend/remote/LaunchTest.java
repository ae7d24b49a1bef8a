package io.inferbench.backend.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.backend.Availability;
import io.inferbench.api.backend.Available;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.Prompt;
import io.inferbench.api.backend.RequestEnd;
import io.inferbench.api.backend.RequestSession;
import io.inferbench.api.backend.ServedRequest;
import io.inferbench.api.backend.Unavailable;
import io.inferbench.backend.remote.truth.TruthServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A session starts its server, and ends it. */
@EnabledOnOs(OS.LINUX)
class LaunchTest {

    @TempDir
    Path folder;

    private static String freeUrl() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }
    }

    private static ServedRequest request() {
        return ServedRequest.builder(new Prompt.Tokens(1)).maxNewTokens(100).build();
    }

    @Test
    void theServerLivesAsLongAsTheSession() throws Exception {
        String url = freeUrl();
        try (RequestSession session = (RequestSession)
                new OpenAiBackend().open(Specs.of(folder, url, "start-preset", "truth", "start-args", "--tokens 5"))) {
            Told told = Told.of(session, request());

            assertThat(told.outcome()).as(told.detail()).isEqualTo("FINISHED");
            assertThat(told.chunks).hasSize(5);
            assertThat(session.facts())
                    .containsKeys("server.command", "server.startup-millis")
                    .doesNotContainKey("server.ended-early");
        }
        assertThat(new OpenAiBackend().probe(Specs.options(url))).isInstanceOf(Unavailable.class);
    }

    @Test
    void aServerThatDiesMidRunFailsWhatIsInFlight() throws Exception {
        String url = freeUrl();
        try (RequestSession session = (RequestSession) new OpenAiBackend()
                .open(Specs.of(
                        folder, url, "start-preset", "truth", "start-args", "--tokens 100000", "stop-grace", "2s"))) {
            List<Told> inFlight = List.of(Told.start(session, request()), Told.start(session, request()));
            ProcessHandle.current()
                    .descendants()
                    .filter(process -> process.info()
                            .arguments()
                            .map(arguments -> Arrays.asList(arguments).contains("--tokens")
                                    && Arrays.asList(arguments).contains("100000"))
                            .orElse(false))
                    .filter(process -> process.info().command().orElse("").endsWith("java"))
                    .forEach(ProcessHandle::destroyForcibly);
            for (Told told : inFlight) {
                assertThat(told.await().outcome()).as(told.detail()).isIn("TRUNCATED", "RESET");
            }
            Told after = Told.of(session, request());
            assertThat(after.end())
                    .isInstanceOfSatisfying(
                            RequestEnd.Failed.class,
                            failed -> assertThat(failed.failure())
                                    .isIn(RequestEnd.Failure.CONNECT, RequestEnd.Failure.RESET));
        }
    }

    @Test
    void aServerThatCannotStartShowsItsLog() throws Exception {
        assertThatThrownBy(() -> new OpenAiBackend()
                        .open(Specs.of(
                                folder,
                                freeUrl(),
                                "start",
                                "sh -c 'echo \"$WHY\"; exit 9'",
                                "start-environment",
                                "WHY='no such weights'")))
                .isInstanceOf(BackendException.class)
                .hasMessageContainingAll("status 9", "no such weights", "server.log");
        assertThat(Files.readString(folder.resolve("server.log"))).contains("no such weights");
    }

    @Test
    void aServerThatIsThereAlreadyIsNotMistakenForTheOneStarted() throws Exception {
        try (TruthServer other = TruthServer.start(TruthServer.Settings.plain(), Answers::to)) {
            assertThatThrownBy(() -> new OpenAiBackend().open(Specs.of(folder, other.url(), "start", "sleep 1000")))
                    .isInstanceOf(BackendException.class)
                    .hasMessageContainingAll("answers at", other.url());
        }
    }

    @Test
    void probeLooksForTheProgram() throws Exception {
        assertThat(probe("start", "sh -c true")).isInstanceOf(Available.class);
        assertThat(probe("start", "no-such-server --port 1"))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        unavailable -> assertThat(unavailable.explanation()).contains("no-such-server"));
        assertThat(probe("start-preset", "vllm", "start-container", "docker"))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        unavailable -> assertThat(unavailable.explanation()).contains("start-image"));
    }

    private static Availability probe(String... options) throws Exception {
        return new OpenAiBackend().probe(Specs.options("http://127.0.0.1:1", options));
    }

    @Test
    void containersAreRunAndRemovedByName() throws Exception {
        RemoteSettings settings = new RemoteSettings(
                Specs.options(
                        "http://127.0.0.1:8123",
                        "start-preset",
                        "vllm",
                        "start-container",
                        "podman",
                        "start-image",
                        "vllm/vllm-openai:v0.11.0",
                        "start-container-args",
                        "--gpus all"),
                name -> null);

        assertThat(String.join(" ", new Launch(settings).command("m")))
                .matches("podman run --rm --init --network host --name inferbench-[0-9a-f-]+ --gpus all"
                        + " --entrypoint vllm vllm/vllm-openai:v0\\.11\\.0 serve m --host 127\\.0\\.0\\.1 --port 8123"
                        + " --served-model-name m");
    }
}
