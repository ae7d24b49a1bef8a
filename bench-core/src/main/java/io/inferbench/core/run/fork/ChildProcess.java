package io.inferbench.core.run.fork;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A child JVM and the line to it, from start to end. */
final class ChildProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int ACCEPT_MILLIS = 100;
    private static final int HELLO_MILLIS = 10_000;
    private static final int TOKEN_BYTES = 16;
    private static final long KILL_SECONDS = 10;

    private final Process process;
    private final Path folder;
    private final Optional<ForkChannel> channel;

    private ChildProcess(Process process, Path folder, Optional<ForkChannel> channel) {
        this.process = process;
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Starts a child and waits until it says hello.
     *
     * @param folder existing, for its log and crash report
     * @return without a channel if it ended first, or did not say hello in time
     * @throws IOException if it cannot be started
     * @throws InterruptedException if this thread was interrupted; the child is killed then
     */
    static ChildProcess start(ForkCommand command, Path folder) throws IOException, InterruptedException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            byte[] secret = new byte[TOKEN_BYTES];
            new SecureRandom().nextBytes(secret);
            String token = HexFormat.of().formatHex(secret);
            Process process = command.in(folder).start();
            try {
                // Over standard input: a command line can be read by every user of the machine.
                OutputStream toChild = process.getOutputStream();
                toChild.write((server.getLocalPort() + " " + token + "\n").getBytes(StandardCharsets.UTF_8));
                toChild.flush();
            } catch (IOException endedAlready) {
                return new ChildProcess(process, folder, Optional.empty());
            }
            try {
                return new ChildProcess(process, folder, accept(server, token, process));
            } catch (InterruptedException | IOException | RuntimeException stopped) {
                kill(process);
                throw stopped;
            }
        }
    }

    private static Optional<ForkChannel> accept(ServerSocket server, String token, Process process)
            throws IOException, InterruptedException {
        server.setSoTimeout(ACCEPT_MILLIS);
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        while (process.isAlive() && System.nanoTime() - limit < 0) {
            if (Thread.interrupted()) {
                throw new InterruptedException("asked to stop while a fork started");
            }
            try {
                Socket socket = server.accept();
                socket.setSoTimeout(HELLO_MILLIS);
                ForkChannel channel = new ForkChannel(socket);
                if (isHello(channel, token)) {
                    socket.setSoTimeout(0);
                    return Optional.of(channel);
                }
                channel.close();
            } catch (SocketTimeoutException notYet) {
                continue;
            }
        }
        return Optional.empty();
    }

    /** Anybody on this machine can connect; only the child knows the token. */
    private static boolean isHello(ForkChannel channel, String token) {
        try {
            return channel.receive()
                    .filter(message -> message instanceof ForkMessage.Hello hello
                            && hello.token().equals(token))
                    .isPresent();
        } catch (IOException stranger) {
            return false;
        }
    }

    /** Returns the line to the child; empty if it never said hello. */
    Optional<ForkChannel> channel() {
        return channel;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the child's end; returns its exit code, or nothing after that long. */
    Optional<Integer> awaitExit(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)
                ? Optional.of(process.exitValue())
                : Optional.empty();
    }

    List<String> logTail() {
        return LogTail.of(ForkCommand.log(folder));
    }

    Optional<LogTail.Crash> crash() {
        return LogTail.crash(folder);
    }

    /** Ends the child and everything it started, if they have not ended. */
    @Override
    public void close() {
        kill(process);
        channel.ifPresent(line -> {
            try {
                line.close();
            } catch (IOException gone) {
                // so is the child
            }
        });
    }

    private static void kill(Process process) {
        if (!process.isAlive()) {
            return;
        }
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        boolean interrupted = false;
        try {
            process.waitFor(KILL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException impatient) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
