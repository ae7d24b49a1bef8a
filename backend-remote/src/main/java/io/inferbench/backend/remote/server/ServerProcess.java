package io.inferbench.backend.remote.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A server that runs until it is closed, with all its children; also until this JVM ends, in whatever way.
 *
 * <p>A shell between this JVM and the server ends the server's process group when the pipe to it closes.
 */
public final class ServerProcess implements AutoCloseable {

    private static final int TAIL_LINES = 30;
    private static final int TAIL_BYTES = 16 << 10;
    private static final long POLL_MILLIS = 100;
    /** Beyond the grace: for the shell, and a container's removal. */
    private static final Duration MARGIN = Duration.ofSeconds(20);

    private final LaunchSettings settings;
    private final Process guard;
    private final long startedNanos = System.nanoTime();
    private final Thread hook = new Thread(this::end, "inferbench-server-end");
    private final AtomicBoolean closed = new AtomicBoolean();

    private ServerProcess(LaunchSettings settings, Process guard) {
        this.settings = settings;
        this.guard = guard;
    }

    /** Says whether the server takes requests by now. */
    @FunctionalInterface
    public interface Readiness {

        /** Returns whether it does; takes a few seconds at most. */
        boolean isReady();
    }

    /**
     * Starts a server.
     *
     * @throws IOException if the program cannot be started
     */
    public static ServerProcess start(LaunchSettings settings) throws IOException {
        Path pidFile = Files.createTempFile("inferbench-server", ".pid");
        pidFile.toFile().deleteOnExit();
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                guardScript(),
                "inferbench-guard",
                settings.stopSignal().name(),
                String.valueOf(Math.max(1, settings.stopGrace().toMillis() / 100)),
                pidFile.toString(),
                settings.cleanUp().orElse("")));
        command.addAll(settings.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(settings.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(settings.log().toFile());
        builder.environment().putAll(settings.environment());
        ServerProcess server = new ServerProcess(settings, builder.start());
        Runtime.getRuntime().addShutdownHook(server.hook);
        return server;
    }

    private static String guardScript() throws IOException {
        try (InputStream script = ServerProcess.class.getResourceAsStream("guard.sh")) {
            if (script == null) {
                throw new IOException("the resource guard.sh is missing from this jar");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * Waits until the server takes requests; returns how long it took since its start.
     *
     * @throws IOException if it ends or the time is over, with the tail of its log
     */
    public Duration awaitReady(Readiness readiness) throws IOException {
        while (!readiness.isReady()) {
            Duration taken = Duration.ofNanos(System.nanoTime() - startedNanos);
            if (taken.compareTo(settings.readyTimeout()) > 0) {
                throw new IOException("the server was not ready after "
                        + settings.readyTimeout().toSeconds() + " s" + ending());
            }
            try {
                if (guard.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new IOException(
                            "the server ended with status " + guard.exitValue() + " before it was ready" + ending());
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while the server started" + ending(), interrupted);
            }
        }
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    private String ending() {
        return "; the last lines of " + settings.log() + ":\n" + logTail();
    }

    /** Returns whether the server runs. */
    public boolean isRunning() {
        return guard.isAlive();
    }

    /** Returns the last lines of the log. */
    public String logTail() {
        try {
            byte[] log = Files.readAllBytes(settings.log());
            int from = Math.max(0, log.length - TAIL_BYTES);
            List<String> lines = new String(log, from, log.length - from, StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException unreadable) {
            return "(" + settings.log() + " cannot be read: " + unreadable.getMessage() + ")";
        }
    }

    /** Ends the server and all its children, and waits for them to be gone; does nothing the second time. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // Then the hook finds nothing to do.
        }
    }

    private void end() {
        // Those that have left the group, as daemons do.
        List<ProcessHandle> descendants = guard.descendants().toList();
        try {
            guard.getOutputStream().close();
        } catch (IOException closedAlready) {
            // That is what was wanted.
        }
        try {
            long patience = settings.stopGrace().plus(MARGIN).toMillis();
            if (!guard.waitFor(patience, TimeUnit.MILLISECONDS)) {
                guard.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            guard.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
    }
}
