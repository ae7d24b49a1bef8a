package io.inferbench.core.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Small text files that a kernel offers. */
public interface SystemFiles {

    /** Returns a file's text without the white space around it; empty if it cannot be read, for whatever reason. */
    Optional<String> text(String path);

    /** Returns the names in a directory, sorted; none if it cannot be read. */
    List<String> names(String directory);

    /** Returns the files of this machine. */
    static SystemFiles ofThisMachine() {
        return new SystemFiles() {
            @Override
            public Optional<String> text(String path) {
                try {
                    // Bytes that are no UTF-8 would stop readString, and a process may call itself anything in /proc.
                    byte[] bytes = Files.readAllBytes(Path.of(path));
                    return Optional.of(new String(bytes, StandardCharsets.UTF_8).strip());
                } catch (IOException | RuntimeException unreadable) {
                    return Optional.empty();
                }
            }

            @Override
            public List<String> names(String directory) {
                try (Stream<Path> entries = Files.list(Path.of(directory))) {
                    return entries.map(entry -> entry.getFileName().toString())
                            .sorted()
                            .toList();
                } catch (IOException | UncheckedIOException | SecurityException unreadable) {
                    return List.of();
                }
            }
        };
    }

    /** Returns a file's text as a whole number; empty if it is none. */
    default Optional<Long> number(String path) {
        return text(path).flatMap(SystemFiles::wholeNumber);
    }

    /** Returns the number behind a key, in a file of lines such as {@code pswpin 17} or {@code VmHWM: 1024 kB}. */
    default Optional<Long> number(String path, String key) {
        return text(path)
                .flatMap(text -> text.lines()
                        .map(line -> line.split("[:\\s]+", 3))
                        .filter(words -> words.length >= 2 && words[0].equals(key))
                        .findFirst()
                        .flatMap(words -> wholeNumber(words[1])));
    }

    /** Returns a text as a whole number; empty if it is none. */
    static Optional<Long> wholeNumber(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
