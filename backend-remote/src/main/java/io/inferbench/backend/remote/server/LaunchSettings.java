package io.inferbench.backend.remote.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a server is started and stopped.
 *
 * @param command program and arguments
 * @param environment added to that of the harness
 * @param folder to work in
 * @param log for its output, replaced if it is there
 * @param readyTimeout from the start until it is ready
 * @param stopSignal how it is asked to end
 * @param stopGrace how long it may take to do so
 * @param cleanUp a shell command for what a signal does not end, a container for instance
 */
public record LaunchSettings(
        List<String> command,
        Map<String, String> environment,
        Path folder,
        Path log,
        Duration readyTimeout,
        StopSignal stopSignal,
        Duration stopGrace,
        Optional<String> cleanUp) {

    /** Copies the collections. */
    public LaunchSettings {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
