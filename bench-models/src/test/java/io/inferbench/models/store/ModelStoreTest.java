package io.inferbench.models.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries are whole or absent, written once, and errors say what to do. */
class ModelStoreTest {
    @TempDir
    Path root;

    @Test
    void writesOnceAndFindsAgain() throws Exception {
        AtomicInteger writes = new AtomicInteger();
        ModelStore.Entry first = new ModelStore(root).obtain("m", "key", 3, counted(writes, "abc"));
        ModelStore.Entry second = new ModelStore(root).obtain("m", "key", 3, counted(writes, "abc"));
        assertThat(writes).hasValue(1);
        assertThat(second).isEqualTo(first);
        assertThat(first.folder().resolve("data")).hasContent("abc");
        new ModelStore(root).obtain("m", "other key", 3, counted(writes, "abc"));
        assertThat(writes).hasValue(2);
    }

    @Test
    void threadsAtOnceWriteOnce() throws Exception {
        AtomicInteger writes = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<ModelStore.Entry>> all = Stream.generate(() -> pool.submit(() -> {
                        start.await();
                        return new ModelStore(root).obtain("m", "key", 3, counted(writes, "abc"));
                    }))
                    .limit(4)
                    .toList();
            start.countDown();
            for (Future<ModelStore.Entry> one : all) {
                assertThat(one.get(30, TimeUnit.SECONDS).manifest().files()).containsKey("data");
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(writes).hasValue(1);
    }

    /** What a writer sees whose lock did not hold: somebody else's entry is there when it renames its own. */
    @Test
    void whoRenamesSecondTakesTheFirstOnesFiles() throws Exception {
        ModelStore.Entry entry = new ModelStore(root).obtain("m", "key", 3, folder -> {
            Path rival = Files.createDirectory(root.resolve("rival"));
            write(rival, "abc").write(rival);
            String name = String.valueOf(folder.getFileName());
            Files.move(rival, root.resolve(name.substring(1, name.indexOf(".tmp-"))));
            return write(folder, "xyz");
        });
        assertThat(entry.folder().resolve("data")).hasContent("abc");
        assertThat(entry.manifest().files().get("data").sha256()).isEqualTo(Hashes.sha256("abc"));
        assertThat(visible()).containsExactly(String.valueOf(entry.folder().getFileName()));
    }

    @Test
    void failureLeavesNothing() throws Exception {
        ModelStore store = new ModelStore(root);
        assertThatThrownBy(() -> store.obtain("m", "key", 3, folder -> {
                    write(folder, "abc");
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(root.toString())
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("another model cache");
        assertThat(visible()).isEmpty();
        try (Stream<Path> all = Files.list(root)) {
            assertThat(all.filter(Files::isDirectory)).isEmpty();
        }
    }

    @Test
    void brokenEntriesAndLeftoversGoAway() throws Exception {
        AtomicInteger writes = new AtomicInteger();
        ModelStore store = new ModelStore(root);
        ModelStore.Entry entry = store.obtain("m", "key", 3, counted(writes, "abc"));
        Files.writeString(entry.folder().resolve("data"), "ab");
        Path leftover = Files.createDirectory(root.resolve("." + entry.folder().getFileName() + ".tmp-of-a-dead-one"));
        Files.writeString(leftover.resolve("data"), "a");
        assertThat(store.obtain("m", "key", 3, counted(writes, "abc")).folder().resolve("data"))
                .hasContent("abc");
        assertThat(writes).hasValue(2);
        assertThat(leftover).doesNotExist();
        Files.writeString(entry.folder().resolve(Manifest.FILE), "{ this is no JSON");
        store.obtain("m", "key", 3, counted(writes, "abc"));
        assertThat(writes).hasValue(3);
    }

    @Test
    void refusesWhatCannotFit() {
        assertThatThrownBy(
                        () -> new ModelStore(root).obtain("m", "key", Long.MAX_VALUE, folder -> write(folder, "abc")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("are free; make room");
    }

    @Test
    void saysThatTheCacheIsAFile() throws Exception {
        Path file = Files.writeString(root.resolve("file"), "");
        assertThatThrownBy(() -> new ModelStore(file).obtain("m", "key", 3, folder -> write(folder, "abc")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("is a file, not a folder");
    }

    private List<String> visible() throws IOException {
        try (Stream<Path> all = Files.list(root)) {
            return all.map(p -> String.valueOf(p.getFileName()))
                    .filter(n -> !n.startsWith("."))
                    .toList();
        }
    }

    private static ModelStore.Writer counted(AtomicInteger writes, String text) {
        return folder -> {
            writes.incrementAndGet();
            return write(folder, text);
        };
    }

    private static Manifest write(Path folder, String text) throws IOException {
        Files.writeString(folder.resolve("data"), text);
        Manifest.Entry entry = new Manifest.Entry(text.length(), Hashes.sha256(text));
        return new Manifest("key", new TreeMap<>(Map.of("data", entry)));
    }
}
