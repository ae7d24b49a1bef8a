package io.inferbench.core.run.fork;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * A jar or folder on a class path.
 *
 * @param path absolute
 */
record ClassPathEntry(Path path) {

    /** Returns whether it holds a resource whose name begins with one of these. */
    boolean holdsAny(Collection<String> prefixes) {
        return !prefixes.isEmpty() && (Files.isDirectory(path) ? folderHolds(prefixes) : jarHolds(prefixes));
    }

    private boolean folderHolds(Collection<String> prefixes) {
        for (String prefix : prefixes) {
            int slash = prefix.lastIndexOf('/');
            Path folder = slash < 0 ? path : path.resolve(prefix.substring(0, slash));
            String name = prefix.substring(slash + 1);
            try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
                if (files.anyMatch(file -> file.getFileName().toString().startsWith(name))) {
                    return true;
                }
            } catch (IOException unreadable) {
                // then the child cannot read it either
            }
        }
        return false;
    }

    private boolean jarHolds(Collection<String> prefixes) {
        try (JarFile jar = new JarFile(path.toFile(), false)) {
            return jar.stream().anyMatch(entry -> prefixes.stream().anyMatch(entry.getName()::startsWith));
        } catch (IOException | SecurityException unreadable) {
            return false;
        }
    }

    /**
     * Returns what a jar of nothing but a manifest stands for, as tools make when a class path is too long for a command
     * line; otherwise the entry itself.
     */
    List<ClassPathEntry> expanded() {
        if (!Files.isRegularFile(path)) {
            return List.of(this);
        }
        try (JarFile jar = new JarFile(path.toFile(), false)) {
            Manifest manifest = jar.getManifest();
            String listed =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            boolean hasContent = jar.stream().anyMatch(entry -> !entry.getName().startsWith("META-INF/"));
            if (listed == null || hasContent) {
                return List.of(this);
            }
            List<ClassPathEntry> entries = new ArrayList<>();
            for (String url : listed.trim().split("\\s+")) {
                entries.add(new ClassPathEntry(Path.of(path.toUri().resolve(url))));
            }
            return entries;
        } catch (IOException | IllegalArgumentException unreadable) {
            return List.of(this);
        }
    }
}
