package io.inferbench.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Real-time priority for the threads that serve sockets, so that other programs of the machine do not disturb them (Linux, root). */
final class RealTime {

    /** As the system cuts them: event loops, and what collects garbage while those wait. */
    private static final List<String> THREADS = List.of("inferbench-remo", "inferbench-trut", "VM Thread", "GC Thread");

    private RealTime() {}

    /** Raises them in that process, once they run. */
    static void raise(long process) throws IOException, InterruptedException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + process + "/task"))) {
            for (Path thread : threads.toList()) {
                String name = Files.readString(thread.resolve("comm"));
                if (THREADS.stream().anyMatch(name::startsWith)) {
                    chrt(thread.getFileName().toString());
                }
            }
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
