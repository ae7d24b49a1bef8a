package io.inferbench.core.discovery;

import io.inferbench.api.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Makes jars of providers whose classes are then damaged, as bad packaging damages them. */
final class BrokenJars {

    private final Path folder;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final List<String> deleted = new ArrayList<>();
    private final List<String> services = new ArrayList<>();

    BrokenJars(Path folder) {
        this.folder = folder;
    }

    /** Adds a class {@code bad.NAME} that is a backend of that id, with further members and a modified declaration. */
    BrokenJars backend(String name, String id, String extendsClause, String members) {
        sources.put(name, """
                package bad;
                public class NAME EXTENDS implements io.inferbench.api.backend.Backend {
                    MEMBERS
                    @Override public String id() { return "ID"; }
                    @Override public java.util.List<io.inferbench.api.model.ModelFormat> formats() {
                        return java.util.List.of();
                    }
                    @Override public io.inferbench.api.backend.Availability probe(
                            io.inferbench.api.option.Options options) {
                        throw new IllegalStateException();
                    }
                    @Override public io.inferbench.api.backend.BackendSession open(
                            io.inferbench.api.backend.SessionSpec spec) {
                        throw new IllegalStateException();
                    }
                }
                """.replace("NAME", name)
                .replace("EXTENDS", extendsClause)
                .replace("MEMBERS", members)
                .replace("ID", id));
        return line("bad." + name);
    }

    /** Adds a class that is compiled against and then missing from the jar. */
    BrokenJars missing(String name) {
        sources.put(name, "package bad; public class " + name + " {}");
        deleted.add(name);
        return this;
    }

    /** Adds a line to the registration file. */
    BrokenJars line(String text) {
        services.add(text);
        return this;
    }

    /** Writes the jar. */
    Path write(String jarName) throws IOException {
        Path classes = Files.createDirectories(folder.resolve(jarName + "-classes"));
        compile(classes);
        for (String name : deleted) {
            Files.delete(classes.resolve("bad").resolve(name + ".class"));
        }
        Path jar = folder.resolve(jarName + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> compiled = Files.walk(classes)) {
            for (Path path : compiled.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(path).toString().replace('\\', '/')));
                Files.copy(path, out);
            }
            out.putNextEntry(new JarEntry("META-INF/services/io.inferbench.api.backend.Backend"));
            out.write(String.join("\n", services).getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private void compile(Path classes) throws IOException {
        if (sources.isEmpty()) {
            return;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            List<SimpleJavaFileObject> units = sources.entrySet().stream()
                    .map(source -> unit(source.getKey(), source.getValue()))
                    .toList();
            List<String> options = List.of("-proc:none", "-classpath", api());
            if (!compiler.getTask(null, files, null, options, null, units).call()) {
                throw new IllegalStateException("the sources of the broken jar do not compile");
            }
        }
    }

    /** Only what the sources need: the compiler reads every entry of its class path. */
    private static String api() {
        return Path.of(URI.create(Provider.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
    }

    private static SimpleJavaFileObject unit(String name, String text) {
        return new SimpleJavaFileObject(URI.create("string:///bad/" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
