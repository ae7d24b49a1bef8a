package io.inferbench.core.environment;

import io.inferbench.core.host.SystemFiles;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import oshi.SystemInfo;

/** The operating system. */
final class SystemFacts {

    private static final int HASH_DIGITS = 12;

    private final SystemFiles files;
    private final EnvironmentCapture.HostName hostName;

    SystemFacts(SystemFiles files, EnvironmentCapture.HostName hostName) {
        this.files = files;
        this.hostName = hostName;
    }

    void gather(Section section) {
        section.put("name", System.getProperty("os.name", ""));
        section.put("version", System.getProperty("os.version", ""));
        section.put("architecture", System.getProperty("os.arch", ""));
        section.put("distribution", files.text("/etc/os-release").flatMap(SystemFacts::prettyName));
        section.put("clock_source", files.text("/sys/devices/system/clocksource/clocksource0/current_clocksource"));
        section.put(
                "transparent_huge_pages",
                files.text("/sys/kernel/mm/transparent_hugepage/enabled").flatMap(SystemFacts::chosen));
        section.put("swappiness", files.text("/proc/sys/vm/swappiness"));
        if (hostName != EnvironmentCapture.HostName.OMITTED) {
            String name = files.text("/proc/sys/kernel/hostname").orElseGet(SystemFacts::hostNameThroughOshi);
            section.put("host", hostName == EnvironmentCapture.HostName.HASHED ? hash(name) : name);
        }
    }

    private static String hostNameThroughOshi() {
        return new SystemInfo().getOperatingSystem().getNetworkParams().getHostName();
    }

    private static Optional<String> prettyName(String release) {
        return release.lines()
                .filter(line -> line.startsWith("PRETTY_NAME="))
                .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", ""))
                .findFirst();
    }

    /** Of {@code always [madvise] never}, the word in brackets. */
    private static Optional<String> chosen(String choices) {
        int open = choices.indexOf('[');
        int close = choices.indexOf(']', open + 1);
        return open < 0 || close < 0 ? Optional.empty() : Optional.of(choices.substring(open + 1, close));
    }

    /** Tells the same machine again without its name; who knows the name can check it, so it is no secret. */
    private static String hash(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
