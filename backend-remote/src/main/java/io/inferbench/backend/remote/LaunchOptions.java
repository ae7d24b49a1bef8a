package io.inferbench.backend.remote;

import io.inferbench.api.option.OptionSpec;
import io.inferbench.backend.remote.server.CommandLine;
import io.inferbench.backend.remote.server.ServerPreset;
import io.inferbench.backend.remote.server.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options of {@link OpenAiBackend} that start a server; with none of the first two it has to run already. */
final class LaunchOptions {

    static final OptionSpec<List<String>> START = OptionSpec.of(
            "start",
            "a command line",
            "command that starts the server and stays in the foreground; words with spaces in quotes",
            LaunchOptions::words);

    static final OptionSpec<ServerPreset> PRESET = OptionSpec.choice(
            "start-preset", ServerPreset.class, "known server to start, at the host and port of the URL");

    static final OptionSpec<List<String>> ARGUMENTS = OptionSpec.of(
                    "start-args", "words", "arguments after those of the preset", CommandLine::split)
            .withDefault(List.of());

    static final OptionSpec<String> WEIGHTS =
            OptionSpec.text("start-model", "path or name of the weights, where it is not the model's name");

    static final OptionSpec<Integer> TENSOR_PARALLEL = OptionSpec.integer(
                    "tensor-parallel", 1, 1024, "over how many GPUs a preset's server splits each layer")
            .withDefault(1);

    static final OptionSpec<Container> CONTAINER = OptionSpec.choice(
                    "start-container", Container.class, "what the preset's command runs in")
            .withDefault(Container.NONE);

    static final OptionSpec<String> IMAGE =
            OptionSpec.text("start-image", "the container's image, for instance vllm/vllm-openai:v0.11.0");

    static final OptionSpec<List<String>> CONTAINER_ARGUMENTS = OptionSpec.of(
                    "start-container-args",
                    "words",
                    "arguments of docker or podman run, for instance --gpus all -v /models:/models",
                    CommandLine::split)
            .withDefault(List.of());

    static final OptionSpec<Map<String, String>> ENVIRONMENT = OptionSpec.of(
                    "start-environment",
                    "NAME=value words",
                    "environment variables of the server, beside the harness's",
                    LaunchOptions::variables)
            .withDefault(Map.of());

    static final OptionSpec<Path> FOLDER =
            OptionSpec.path("start-folder", "where the server works; the session's own folder unless said");

    static final OptionSpec<Path> LOG = OptionSpec.path(
            "start-log", "file for the server's output; server.log in the session's folder unless said");

    static final OptionSpec<String> READY_PATH = OptionSpec.text(
            "ready-path", "path that gives status 200 once the server takes requests; the preset's, or /v1/models");

    static final OptionSpec<Duration> READY_TIMEOUT = OptionSpec.duration(
                    "ready-timeout", "how long the server may take to start, downloads and compilation included")
            .withDefault(Duration.ofMinutes(20));

    static final OptionSpec<StopSignal> STOP_SIGNAL = OptionSpec.choice(
                    "stop-signal", StopSignal.class, "how the server is asked to end")
            .withDefault(StopSignal.TERM);

    static final OptionSpec<Duration> STOP_GRACE = OptionSpec.duration(
                    "stop-grace", "how long the server may take to end before it is killed")
            .withDefault(Duration.ofSeconds(30));

    static final List<OptionSpec<?>> ALL = List.of(
            START,
            PRESET,
            ARGUMENTS,
            WEIGHTS,
            TENSOR_PARALLEL,
            CONTAINER,
            IMAGE,
            CONTAINER_ARGUMENTS,
            ENVIRONMENT,
            FOLDER,
            LOG,
            READY_PATH,
            READY_TIMEOUT,
            STOP_SIGNAL,
            STOP_GRACE);

    private LaunchOptions() {}

    /** What runs a container. */
    enum Container {
        NONE,
        DOCKER,
        PODMAN
    }

    private static List<String> words(String text) {
        List<String> words = CommandLine.split(text);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("no command");
        }
        return words;
    }

    private static Map<String, String> variables(String text) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String word : CommandLine.split(text)) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + word + "' is not NAME=value");
            }
            variables.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return variables;
    }
}
