package io.inferbench.backend.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.backend.Unavailable;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.option.OptionException;
import io.inferbench.api.option.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorrtBackendTest {

    @TempDir
    Path folder;

    @Test
    void withoutLibrariesTheProbeNamesWhatToInstall() {
        assumeTrue(new TensorrtBackend().probe(Options.empty()) instanceof Unavailable);
        assertThat(new TensorrtBackend().probe(Options.empty())).isInstanceOfSatisfying(Unavailable.class, answer -> {
            assertThat(answer.reason()).isIn(Unavailable.Reason.LIBRARY_MISSING, Unavailable.Reason.NO_DEVICE);
            assertThat(answer.remedy())
                    .containsAnyOf(
                            "org.bytedeco:tensorrt:11.2-", "NVIDIA GPU and its driver", "libnvinfer_builder_resource");
        });
    }

    @Test
    void aFolderWithoutTheLibraryIsNamed() throws Exception {
        Options options = Options.parse(TensorrtOptions.ALL, Map.of("library.path", folder.toString()));
        assertThat(new TensorrtBackend().probe(options)).isInstanceOfSatisfying(Unavailable.class, answer -> {
            assertThat(answer.reason()).isEqualTo(Unavailable.Reason.LIBRARY_MISSING);
            assertThat(answer.explanation()).contains(folder.toString(), "libnvinfer.so");
        });
    }

    @Test
    void aFileThatIsNoLibraryIsIncompatible() throws Exception {
        Path file = Files.writeString(folder.resolve("libnvinfer.so.11"), "not a library");
        Options options = Options.parse(TensorrtOptions.ALL, Map.of("library.path", folder.toString()));
        assertThat(new TensorrtBackend().probe(options)).isInstanceOfSatisfying(Unavailable.class, answer -> {
            assertThat(answer.reason()).isEqualTo(Unavailable.Reason.LIBRARY_INCOMPATIBLE);
            assertThat(answer.explanation()).contains(file.toString());
        });
    }

    @Test
    void optionsOutOfRangeAreAllNamed() {
        assertThatThrownBy(() -> Options.parse(
                        TensorrtOptions.ALL, Map.of("optimization.level", "6", "shapes", "some", "engine.cash", "/x")))
                .isInstanceOf(OptionException.class)
                .hasMessageContainingAll("optimization.level", "shapes", "engine.cash");
    }

    @Test
    void readsEnginesBeforeModels() {
        assertThat(new TensorrtBackend().formats())
                .containsExactly(ModelFormat.TENSORRT_ENGINE, ModelFormat.ONNX_PLAIN, ModelFormat.ONNX);
    }

    @Test
    void aModelThatIsNotThereIsNamedBeforeAnythingIsLoaded() {
        Path absent = folder.resolve("absent.plan");
        SessionSpec spec = SessionSpec.builder(ModelArtifact.file("mine", ModelFormat.TENSORRT_ENGINE, absent), folder)
                .build();
        assertThatThrownBy(() -> new TensorrtBackend().open(spec))
                .isInstanceOf(BackendException.class)
                .hasMessageContainingAll("mine", absent.toString());
    }

    @Test
    void versionsAreWrittenAsPeopleDo() {
        assertThat(TensorrtLibrary.text(110_201)).isEqualTo("11.2.1");
        assertThat(TensorrtLibrary.text(100_600)).isEqualTo("10.6.0");
    }
}
