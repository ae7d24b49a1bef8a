package io.inferbench.backend.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.Dimension;
import io.inferbench.api.ElementType;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.option.Options;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineCacheTest {

    private static final EngineRecipe RECIPE =
            new EngineRecipe(new TreeMap<>(Map.of("device.name", "NVIDIA H200", "tensorrt.version", "11.2.1")));

    @TempDir
    Path folder;

    @Test
    void aFileIsWholeOrAbsent() throws Exception {
        Path target = folder.resolve("some.engine");
        assertThatThrownBy(() -> EngineCache.write(target, file -> {
                    file.write(ByteBuffer.wrap(new byte[] {1}));
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
        EngineCache.write(target, file -> file.write(ByteBuffer.wrap(new byte[] {1, 2})));
        assertThat(target).hasBinaryContent(new byte[] {1, 2});
    }

    @Test
    void aFolderThatCannotBeMadeIsNamedWithTheOption() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Options options = Options.parse(TensorrtOptions.ALL, Map.of("engine.cache", file.toString()));
        assertThatThrownBy(() -> EngineCache.open(options))
                .isInstanceOf(BackendException.class)
                .hasMessageContainingAll(file.toString(), "engine.cache");
    }

    @Test
    void engineAndDescriptionLieUnderTheKey() throws Exception {
        EngineCache cache =
                EngineCache.open(Options.parse(TensorrtOptions.ALL, Map.of("engine.cache", folder.toString())));
        cache.describe(RECIPE);
        assertThat(cache.engine(RECIPE)).isEqualTo(folder.resolve(RECIPE.key() + ".engine"));
        assertThat(folder.resolve(RECIPE.key() + ".txt")).content().contains("tensorrt.version=11.2.1\n");
        assertThat(cache.timings(RECIPE)).isEqualTo(folder.resolve("timings-11.2.1-NVIDIA-H200"));
    }

    @Test
    void namesOfAxesSurvive() throws Exception {
        TensorSpec tensor = new TensorSpec("x", ElementType.FLOAT32, List.of(Dimension.free("batch"), Dimension.of(2)));
        Path file = folder.resolve("axes");
        EngineCache.write(file, AxisNames.of(List.of(tensor))::write);
        assertThat(AxisNames.read(file).axes("x", new long[] {-1, 2})).isEqualTo(tensor.shape());
        assertThat(AxisNames.none().axes("x", new long[] {-1})).containsExactly(Dimension.free(""));
    }
}
