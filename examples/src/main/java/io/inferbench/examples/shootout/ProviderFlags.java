package io.inferbench.examples.shootout;

import io.inferbench.core.Benchmark;
import java.io.PrintWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Flags that add to what is on the class path. */
final class ProviderFlags {

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description = "A jar or folder with further backends, models, workloads or sinks. Repeatable.")
    private List<Path> jars = List.of();

    /** Returns a benchmark of everything on the class path and in these jars that shows itself on this console. */
    Benchmark benchmark(PrintWriter out) throws BadInputException {
        return Benchmark.builder()
                .discover(classLoader())
                .console(out, Terminal.isInteractive())
                .build();
    }

    /** The loader stays open as long as the process: what it loads is in use until then. */
    private ClassLoader classLoader() throws BadInputException {
        URL[] urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            Path jar = jars.get(i);
            if (!Files.exists(jar)) {
                throw new BadInputException("--jar " + jar + ": there is no such file or folder");
            }
            try {
                urls[i] = jar.toUri().toURL();
            } catch (MalformedURLException unreadable) {
                throw new BadInputException("--jar " + jar + ": " + unreadable.getMessage(), unreadable);
            }
        }
        ClassLoader parent = ProviderFlags.class.getClassLoader();
        return urls.length == 0 ? parent : new URLClassLoader(urls, parent);
    }
}
