package io.inferbench.tck;

import io.inferbench.api.Provider;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The class path as it would be if an engine's jars were absent.
 *
 * <p>Leaves away every entry that holds a hidden resource, as a fork for another backend does, and refuses hidden names
 * in what remains, for providers that share an entry with their engine. Defines everything anew except {@code bench-api},
 * so that a provider from here is a {@link Provider} out there.
 */
final class HidingClassLoader extends URLClassLoader {

    private static final String SHARED = "io.inferbench.api.";

    private final Set<String> hidden;

    private HidingClassLoader(URL[] entries, Set<String> hidden) {
        super("without-engine", entries, ClassLoader.getPlatformClassLoader());
        this.hidden = Set.copyOf(hidden);
    }

    /**
     * Returns the class path of the running process without the engine.
     *
     * @param prefixes of hidden resource names
     * @param provider whose own entry stays
     */
    static HidingClassLoader without(Set<String> prefixes, Class<?> provider) throws IOException {
        String providerFile = provider.getName().replace('.', '/') + ".class";
        List<URL> entries = new ArrayList<>();
        for (Path entry : classPath(provider)) {
            if (holds(entry, Set.of(providerFile)) || !holds(entry, prefixes)) {
                entries.add(entry.toUri().toURL());
            }
        }
        return new HidingClassLoader(entries.toArray(URL[]::new), prefixes);
    }

    private static Set<Path> classPath(Class<?> provider) throws IOException {
        Set<Path> found = new LinkedHashSet<>();
        Deque<Path> toVisit = new ArrayDeque<>();
        location(provider).ifPresent(toVisit::add);
        for (String property : List.of("java.class.path", "jdk.module.path")) {
            Stream.of(System.getProperty(property, "").split(File.pathSeparator))
                    .filter(text -> !text.isEmpty())
                    .map(Path::of)
                    .forEach(toVisit::add);
        }
        while (!toVisit.isEmpty()) {
            Path entry = toVisit.remove().toAbsolutePath().normalize();
            if (Files.exists(entry) && found.add(entry) && Files.isRegularFile(entry)) {
                toVisit.addAll(namedInManifest(entry));
            }
        }
        return found;
    }

    private static Optional<Path> location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || !source.getLocation().getProtocol().equals("file")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("the place of " + type + " is no path: " + source, malformed);
        }
    }

    /** Build tools pass a long class path as one jar whose manifest names the others. */
    private static List<Path> namedInManifest(Path jar) throws IOException {
        List<Path> named = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String classPath =
                    manifest == null ? null : manifest.getMainAttributes().getValue("Class-Path");
            if (classPath != null) {
                for (String reference : classPath.trim().split("\\s+")) {
                    named.add(Path.of(jar.toUri().resolve(reference)));
                }
            }
        }
        return named;
    }

    private static boolean holds(Path entry, Set<String> prefixes) throws IOException {
        if (prefixes.isEmpty()) {
            return false;
        }
        if (Files.isRegularFile(entry)) {
            try (JarFile jar = new JarFile(entry.toFile())) {
                return jar.stream().anyMatch(file -> startsWithAny(file.getName(), prefixes));
            }
        }
        for (String prefix : prefixes) {
            Path folder = entry.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
            if (Files.isDirectory(folder) && folderHolds(entry, folder, prefix)) {
                return true;
            }
        }
        return false;
    }

    private static boolean folderHolds(Path entry, Path folder, String prefix) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.map(child -> entry.relativize(child).toString().replace(File.separatorChar, '/'))
                    .anyMatch(name -> name.startsWith(prefix));
        }
    }

    private static boolean startsWithAny(String name, Set<String> prefixes) {
        return prefixes.stream().anyMatch(name::startsWith);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(SHARED)) {
            return Class.forName(name, false, Provider.class.getClassLoader());
        }
        if (startsWithAny(name.replace('.', '/') + ".class", hidden)) {
            throw new ClassNotFoundException(name + " (hidden by the contract kit)");
        }
        return super.loadClass(name, resolve);
    }

    @Override
    public @Nullable URL findResource(String name) {
        return startsWithAny(name, hidden) ? null : super.findResource(name);
    }

    @Override
    public Enumeration<URL> findResources(String name) throws IOException {
        return startsWithAny(name, hidden) ? Collections.emptyEnumeration() : super.findResources(name);
    }
}
