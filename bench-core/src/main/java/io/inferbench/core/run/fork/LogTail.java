package io.inferbench.core.run.fork;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The end of what a fork wrote, and what the JVM wrote when it crashed. */
final class LogTail {

    private static final int MOST_LINES = 40;
    private static final int MOST_BYTES = 1 << 16;
    private static final int MOST_LINE = 500;
    private static final String CRASH_FILES = "hs_err_pid";
    private static final String FRAME_HEADING = "Problematic frame:";

    private static final int REPORT_HEAD = 40;

    private LogTail() {}

    /** Returns the last lines of a log; empty if there is none. */
    static List<String> of(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long start = Math.max(0, file.length() - MOST_BYTES);
            byte[] bytes = new byte[(int) (file.length() - start)];
            file.seek(start);
            file.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()).stream()
                    .map(line -> line.length() > MOST_LINE ? line.substring(0, MOST_LINE) + " …" : line)
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** Returns the JVM's crash report, where it is, and which frame it blames; empty if it did not crash. */
    static Optional<Crash> crash(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(CRASH_FILES))
                    .sorted()
                    .findFirst()
                    .map(LogTail::crashOf);
        } catch (IOException | UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * What a crash report says.
     *
     * @param signal what happened, for instance {@code SIGSEGV (0xb) at pc=…}; empty if it does not say
     * @param details where the report is and which frame it blames
     */
    record Crash(String signal, List<String> details) {}

    private static Crash crashOf(Path file) {
        List<String> head;
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            head = lines.limit(REPORT_HEAD)
                    .map(line -> line.replaceFirst("^#\\s*", "").strip())
                    .toList();
        } catch (IOException | UncheckedIOException unreadable) {
            head = List.of();
        }
        String signal =
                head.stream().filter(line -> line.startsWith("SIG")).findFirst().orElse("");
        int blamed = head.indexOf(FRAME_HEADING) + 1;
        List<String> details = new ArrayList<>();
        details.add("the JVM's crash report: " + file);
        if (blamed > 0 && blamed < head.size()) {
            details.add("crashed in " + head.get(blamed));
        }
        return new Crash(signal, List.copyOf(details));
    }
}
