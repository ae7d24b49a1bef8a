package io.inferbench.core.run.fork;

import io.inferbench.api.backend.Backend;
import io.inferbench.core.discovery.ProviderCatalog;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class path of this process, and what of it a fork for one backend gets: everything but entries that only other
 * backends' engines claim, so that two builds of one native library never meet in a process.
 */
public final class ForkClassPath {

    private final List<ClassPathEntry> entries;
    private final ProviderCatalog catalog;
    private final Map<String, String> known = new HashMap<>();

    private ForkClassPath(List<ClassPathEntry> entries, ProviderCatalog catalog) {
        this.entries = entries;
        this.catalog = catalog;
    }

    /**
     * Reads the class path and module path of this process, and the files of these class loaders up to the system's.
     *
     * @param catalog whose backends claim resources
     */
    @SuppressWarnings("ReferenceEquality") // class loaders have no other equality
    public static ForkClassPath ofThisProcess(List<ClassLoader> classLoaders, ProviderCatalog catalog) {
        List<Path> paths = new ArrayList<>(split(System.getProperty("java.class.path", "")));
        for (Path modules : split(System.getProperty("jdk.module.path", ""))) {
            paths.addAll(jarsIn(modules));
        }
        for (ClassLoader loader : classLoaders) {
            for (ClassLoader at = loader; at != null && at != ClassLoader.getSystemClassLoader(); at = at.getParent()) {
                if (at instanceof URLClassLoader urls) {
                    paths.addAll(files(urls.getURLs()));
                }
            }
        }
        return of(paths, catalog);
    }

    /** Takes these jars and folders; what is not there is left out. */
    static ForkClassPath of(List<Path> paths, ProviderCatalog catalog) {
        Set<ClassPathEntry> entries = new LinkedHashSet<>();
        for (Path path : paths) {
            new ClassPathEntry(path.toAbsolutePath())
                    .expanded().stream()
                            .filter(entry -> Files.exists(entry.path()))
                            .forEach(entries::add);
        }
        return new ForkClassPath(List.copyOf(entries), catalog);
    }

    private static List<Path> split(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toList();
    }

    private static List<Path> files(URL[] urls) {
        List<Path> files = new ArrayList<>();
        for (URL url : urls) {
            try {
                if (url.getProtocol().equals("file")) {
                    files.add(Path.of(url.toURI()));
                }
            } catch (URISyntaxException notAFile) {
                throw new IllegalArgumentException(url + " is no place on the class path", notAFile);
            }
        }
        return files;
    }

    /** A module path names jars, exploded modules, or folders of them. */
    private static List<Path> jarsIn(Path modules) {
        if (!Files.isDirectory(modules) || Files.exists(modules.resolve("module-info.class"))) {
            return List.of(modules);
        }
        try (Stream<Path> files = Files.list(modules)) {
            return files.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Returns the class path of a fork for this backend, as a command line takes it. */
    public synchronized String forBackend(String backendId) {
        return known.computeIfAbsent(
                backendId,
                id -> entriesFor(id).stream()
                        .map(entry -> entry.path().toString())
                        .collect(Collectors.joining(File.pathSeparator)));
    }

    private List<ClassPathEntry> entriesFor(String backendId) {
        Set<String> own = Set.of();
        Set<String> others = new LinkedHashSet<>();
        for (Backend backend : catalog.backends().all()) {
            if (backend.id().equals(backendId)) {
                own = backend.engineResources();
            } else {
                others.addAll(backend.engineResources());
            }
        }
        others.removeAll(own);
        Set<String> kept = own;
        return entries.stream()
                .filter(entry -> !entry.holdsAny(others) || entry.holdsAny(kept))
                .toList();
    }
}
