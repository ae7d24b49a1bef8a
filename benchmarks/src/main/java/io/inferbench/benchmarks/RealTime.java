package io.inferbench.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Real-time priority for threads that keep time, so that other programs do not disturb them (Linux, root). */
final class RealTime {

    /** As the system cuts them: event loops, pacers, and what collects garbage while those wait. */
    private static final List<String> THREADS =
            List.of("inferbench-remo", "inferbench-trut", "inferbench-pace", "VM Thread", "GC Thread");

    private static final long LOOK_AGAIN_MILLIS = 500;

    private final Set<Path> raised = new HashSet<>();

    /** Raises those that a process has by now. */
    void raise(long process) throws IOException, InterruptedException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + process + "/task"))) {
            for (Path thread : threads.toList()) {
                String name = Files.readString(thread.resolve("comm"));
                if (THREADS.stream().anyMatch(name::startsWith) && raised.add(thread)) {
                    chrt(String.valueOf(thread.getFileName()));
                }
            }
        }
    }

    /** Raises those of the processes that this one starts, from now on. */
    void raiseChildren() {
        Thread looking = new Thread(this::lookForChildren, "real-time");
        looking.setDaemon(true);
        looking.start();
    }

    private void lookForChildren() {
        try {
            while (true) {
                for (ProcessHandle child : ProcessHandle.current().descendants().toList()) {
                    raiseIfThere(child.pid());
                }
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void raiseIfThere(long process) throws InterruptedException {
        try {
            raise(process);
        } catch (IOException | UncheckedIOException gone) {
            System.out.println("a thread that was not raised: " + gone.getMessage());
        }
    }

    private static void chrt(String thread) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("chrt", "--fifo", "--pid", "50", thread)
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("chrt ended with " + exit + "; leave real-time out, or run as root");
        }
    }
}
