package io.inferbench.core.run.fork;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.core.discovery.ProviderCatalog;
import io.inferbench.core.run.fake.Behaviour;
import io.inferbench.core.run.fake.FakeBackend;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkClassPathTest {

    @TempDir
    Path folder;

    @Test
    void aForkSeesItsOwnEngineAndNoOther() throws IOException {
        Path red = jar("red.jar", "org/red/libred.so");
        Path blue = jar("blue.jar", "org/blue/libblue.so");
        Path shared = jar("shared.jar", "org/red/common.txt", "org/blue/common.txt");
        Path plain = jar("plain.jar", "io/plain/Plain.class");

        ForkClassPath classPath = ForkClassPath.of(List.of(red, blue, shared, plain), catalog());

        assertThat(names(classPath.forBackend("red"))).containsExactly("red.jar", "shared.jar", "plain.jar");
        assertThat(names(classPath.forBackend("blue"))).containsExactly("blue.jar", "shared.jar", "plain.jar");
        assertThat(names(classPath.forBackend("neither"))).containsExactly("plain.jar");
    }

    @Test
    void foldersOfClassesAreLookedIntoLikeJars() throws IOException {
        Path red = Files.createDirectories(folder.resolve("red-classes"));
        Files.createDirectories(red.resolve("org/red"));
        Files.createFile(red.resolve("org/red/libred.so"));
        Path blue = Files.createDirectories(folder.resolve("blue-classes/org/blueish"))
                .getParent()
                .getParent();
        Files.createFile(blue.resolve("org/blueish/file"));

        ForkClassPath classPath = ForkClassPath.of(List.of(red, blue), catalog());

        assertThat(names(classPath.forBackend("blue"))).containsExactly("blue-classes");
        assertThat(names(classPath.forBackend("red"))).containsExactly("red-classes", "blue-classes");
    }

    @Test
    void aJarThatOnlyListsOthersIsReplacedByThem() throws IOException {
        Path red = jar("red.jar", "org/red/libred.so");
        Path plain = jar("plain.jar", "io/plain/Plain.class");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, red.toUri() + " " + plain.toUri());
        Path list = folder.resolve("list.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(list), manifest)) {
            out.finish();
        }

        ForkClassPath classPath = ForkClassPath.of(List.of(list), catalog());

        assertThat(names(classPath.forBackend("blue"))).containsExactly("plain.jar");
    }

    @Test
    void whatIsNotThereIsLeftOut() {
        ForkClassPath classPath = ForkClassPath.of(List.of(folder.resolve("absent.jar")), catalog());

        assertThat(classPath.forBackend("red")).isEmpty();
    }

    private Path jar(String name, String... resources) throws IOException {
        Path jar = folder.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String resource : resources) {
                out.putNextEntry(new JarEntry(resource));
                out.closeEntry();
            }
        }
        return jar;
    }

    private static List<String> names(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .map(entry -> Path.of(entry).getFileName().toString())
                .toList();
    }

    private static ProviderCatalog catalog() {
        return ProviderCatalog.builder()
                .add(engine("red", "org/red/"))
                .add(engine("blue", "org/blue/"))
                .build();
    }

    private static FakeBackend engine(String id, String prefix) {
        return new FakeBackend(id, Behaviour.GOOD) {
            @Override
            public Set<String> engineResources() {
                return Set.of(prefix);
            }
        };
    }
}
