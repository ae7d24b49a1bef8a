package io.inferbench.core.host;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The limits that a container or a service manager has put on this process, from cgroup version 2 or 1.
 *
 * <p>Inside a container the group's own path often does not exist, since the container sees its group as the root; so the
 * root is looked at next.
 */
public final class ControlGroup {

    private static final String ROOT = "/sys/fs/cgroup";

    /** Version 1 writes "no limit" as the largest page-aligned number; nothing real comes near it. */
    private static final long NO_LIMIT_V1 = 1L << 60;

    private final SystemFiles files;

    /** Takes the files; reads none yet. */
    public ControlGroup(SystemFiles files) {
        this.files = files;
    }

    /** Returns how many processors' worth of time the group may use; empty without a quota. */
    public OptionalDouble cpuLimit() {
        Optional<String> max = read("", "cpu.max");
        if (max.isPresent()) {
            String[] words = max.get().split("\\s+");
            return words.length < 2
                    ? OptionalDouble.empty()
                    : ratio(SystemFiles.wholeNumber(words[0]), SystemFiles.wholeNumber(words[1]));
        }
        return ratio(
                read("cpu", "cpu.cfs_quota_us").flatMap(SystemFiles::wholeNumber),
                read("cpu", "cpu.cfs_period_us").flatMap(SystemFiles::wholeNumber));
    }

    /** No quota is written as "max" or as -1. */
    private static OptionalDouble ratio(Optional<Long> quota, Optional<Long> period) {
        return quota.isEmpty() || period.isEmpty() || quota.get() <= 0 || period.get() <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) quota.get() / period.get());
    }

    /** Returns the most memory the group may use; empty without a limit. */
    public OptionalLong memoryLimitBytes() {
        Optional<String> limit = read("", "memory.max").or(() -> read("memory", "memory.limit_in_bytes"));
        Optional<Long> bytes = limit.flatMap(SystemFiles::wholeNumber);
        return bytes.isEmpty() || bytes.get() >= NO_LIMIT_V1 ? OptionalLong.empty() : OptionalLong.of(bytes.get());
    }

    /** Returns the time the group has been kept from running by its quota; empty if that is not counted. */
    public OptionalLong throttledNanos() {
        Optional<Long> micros = value(read("", "cpu.stat"), "throttled_usec");
        Optional<Long> nanos =
                micros.map(value -> value * 1_000).or(() -> value(read("cpu", "cpu.stat"), "throttled_time"));
        return nanos.map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    /** An empty controller means version 2. */
    private Optional<String> read(String controller, String file) {
        return directories(controller)
                .flatMap(directory -> files.text(directory + "/" + file).stream())
                .findFirst();
    }

    private Stream<String> directories(String controller) {
        List<String> lines = files.text("/proc/self/cgroup")
                .map(text -> text.lines().toList())
                .orElse(List.of());
        return lines.stream()
                .map(line -> line.split(":", 3))
                .filter(fields -> fields.length == 3)
                .filter(fields -> controller.isEmpty()
                        ? fields[0].equals("0") && fields[1].isEmpty()
                        : List.of(fields[1].split(",")).contains(controller))
                .flatMap(fields -> {
                    String mount = controller.isEmpty() ? ROOT : ROOT + "/" + controller;
                    String group = fields[2].equals("/") ? "" : fields[2];
                    return Stream.of(mount + group, mount);
                });
    }

    private static Optional<Long> value(Optional<String> text, String key) {
        return text.flatMap(lines -> lines.lines()
                .filter(line -> line.startsWith(key + " "))
                .findFirst()
                .flatMap(line ->
                        SystemFiles.wholeNumber(line.substring(key.length() + 1).trim())));
    }
}
