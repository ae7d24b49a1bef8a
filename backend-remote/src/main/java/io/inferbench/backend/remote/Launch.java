package io.inferbench.backend.remote;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.option.Options;
import io.inferbench.backend.remote.LaunchOptions.Container;
import io.inferbench.backend.remote.server.LaunchSettings;
import io.inferbench.backend.remote.server.ServerPreset;
import io.inferbench.backend.remote.server.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The server that the options ask to start, if they do. */
final class Launch {

    private static final String DEFAULT_READY_PATH = "/v1/models";

    private final Options options;
    private final RemoteSettings settings;
    private final String container = "inferbench-" + UUID.randomUUID();

    Launch(RemoteSettings settings) {
        this.settings = settings;
        this.options = settings.options();
    }

    boolean isAsked() {
        return options.find(LaunchOptions.START).isPresent()
                || options.find(LaunchOptions.PRESET).isPresent();
    }

    /** A server that was started, and how long it took until it was ready. */
    record Started(ServerProcess process, List<String> command, Path log, Duration startup) {}

    /**
     * Starts the server and waits until it is ready.
     *
     * @throws BackendException with the tail of the server's log
     */
    Started start(SessionSpec spec) throws BackendException {
        refuseAnother();
        Path log = options.find(LaunchOptions.LOG)
                .orElse(spec.workDirectory().resolve("server.log"))
                .toAbsolutePath();
        LaunchSettings launch = new LaunchSettings(
                command(spec.model().name()),
                options.get(LaunchOptions.ENVIRONMENT),
                options.find(LaunchOptions.FOLDER).orElse(spec.workDirectory()).toAbsolutePath(),
                log,
                options.get(LaunchOptions.READY_TIMEOUT),
                options.get(LaunchOptions.STOP_SIGNAL),
                options.get(LaunchOptions.STOP_GRACE),
                cleanUp());
        spec.progress().onProgress("starting the server: " + String.join(" ", launch.command()), 0);
        ServerProcess process = begin(launch);
        try {
            Duration startup = process.awaitReady(this::isReady);
            spec.progress().onProgress("the server is ready", 1);
            return new Started(process, launch.command(), log, startup);
        } catch (IOException notReady) {
            process.close();
            throw new BackendException(settings.masked(String.valueOf(notReady.getMessage())), notReady);
        }
    }

    private static ServerProcess begin(LaunchSettings launch) throws BackendException {
        try {
            return ServerProcess.start(launch);
        } catch (IOException unstartable) {
            throw new BackendException(
                    "cannot start the server by " + launch.command() + " in " + launch.folder() + ": "
                            + unstartable.getMessage(),
                    unstartable);
        }
    }

    /** Else the wrong server would be measured, and nobody would know. */
    private void refuseAnother() throws BackendException {
        if (answers(readyPath()) || answers(DEFAULT_READY_PATH)) {
            throw new BackendException("a server answers at " + settings.url()
                    + " before one was started; stop it, give another port, or leave start and start-preset away to"
                    + " measure it");
        }
    }

    private boolean isReady() {
        return answers(readyPath());
    }

    private boolean answers(String path) {
        try {
            return settings.control().get(path).isOk();
        } catch (IOException notYet) {
            return false;
        }
    }

    private String readyPath() {
        return options.find(LaunchOptions.READY_PATH)
                .or(() -> options.find(LaunchOptions.PRESET).map(ServerPreset::readyPath))
                .orElse(DEFAULT_READY_PATH);
    }

    /** Returns what will be run, for the report and for error texts. */
    List<String> command(String model) throws BackendException {
        Optional<List<String>> written = options.find(LaunchOptions.START);
        if (written.isPresent()) {
            return written.get();
        }
        ServerPreset.Target target = new ServerPreset.Target(
                model,
                options.find(LaunchOptions.WEIGHTS).orElse(model),
                settings.url().getHost(),
                Urls.port(settings.url()),
                options.get(LaunchOptions.TENSOR_PARALLEL),
                options.get(LaunchOptions.ARGUMENTS));
        try {
            return contained(options.get(LaunchOptions.PRESET).command(target));
        } catch (IllegalArgumentException unfit) {
            throw new BackendException(String.valueOf(unfit.getMessage()), unfit);
        }
    }

    private List<String> contained(List<String> command) throws BackendException {
        Container runner = options.get(LaunchOptions.CONTAINER);
        if (runner == Container.NONE) {
            return command;
        }
        String image = options.find(LaunchOptions.IMAGE)
                .orElseThrow(() -> new BackendException("start-container needs start-image, the image to run"));
        List<String> whole = new ArrayList<>(
                List.of(word(runner), "run", "--rm", "--init", "--network", "host", "--name", container));
        whole.addAll(options.get(LaunchOptions.CONTAINER_ARGUMENTS));
        // The image's own entry point may be the server already; the preset's command says the whole of it.
        whole.addAll(List.of("--entrypoint", command.get(0), image));
        whole.addAll(command.subList(1, command.size()));
        return whole;
    }

    /** A container outlives the client that was killed. */
    private Optional<String> cleanUp() {
        Container runner = options.get(LaunchOptions.CONTAINER);
        return runner == Container.NONE ? Optional.empty() : Optional.of(word(runner) + " rm --force " + container);
    }

    private static String word(Container runner) {
        return runner.name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether the program is there to be started. */
    boolean isProgramThere(String program) {
        if (program.contains(File.separator)) {
            return Files.isExecutable(
                    options.find(LaunchOptions.FOLDER).orElse(Path.of("")).resolve(program));
        }
        String searched = String.valueOf(System.getenv("PATH"));
        for (String folder : searched.split(File.pathSeparator)) {
            if (!folder.isBlank() && Files.isExecutable(Path.of(folder).resolve(program))) {
                return true;
            }
        }
        return false;
    }
}
