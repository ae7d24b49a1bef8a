package io.inferbench.backend.ort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.backend.Available;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import io.inferbench.api.backend.Unavailable;
import io.inferbench.api.option.Options;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Microsoft's build under the C++ API; alone in its process, because a process keeps the build it loaded first. */
class OrtUserLibraryTest {

    @TempDir
    Path folder;

    @Test
    void runsTheBuildOfTheFolderAndThenNoOther() throws Exception {
        OrtCpuBackend backend = new OrtCpuBackend();
        Path library = microsoftLibrary();
        Options options = Options.parse(
                backend.options(), Map.of("library.path", library.getParent().toString()));
        assertThat(backend.probe(options)).isInstanceOf(Available.class);
        SessionSpec.Builder spec = SessionSpec.builder(TinyModels.lookup(folder), folder);

        try (TensorSession session =
                        (TensorSession) backend.open(spec.options(options).build());
                TensorCall call = session.prepare(TinyModels.lookupRequest(2, new long[] {1, 1}, 3))) {
            call.run();

            assertThat(call.outputs().get(0).value(0)).isEqualTo(2 * TinyModels.row(3, 0));
            assertThat(session.facts())
                    .containsEntry("engine.version", System.getProperty("microsoft.onnxruntime"))
                    .containsEntry("engine.library", library.toString())
                    .containsEntry("placement.CPUExecutionProvider", "3");
        }
        assertThatThrownBy(() -> backend.open(spec.options(Options.empty()).build()))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("the bundled jar")
                .hasMessageContaining(library.toString());
        assertThat(backend.probe(Options.empty()))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        answer -> assertThat(answer.reason()).isEqualTo(Unavailable.Reason.LIBRARY_INCOMPATIBLE));
        assertThat(System.getProperty("org.bytedeco.javacpp.cachedir")).contains("inferbench-library-");
        assertThat(System.getProperty("org.bytedeco.javacpp.platform.extension"))
                .isEmpty();
    }

    /** Lays the library out under the versioned name that Microsoft's archives and wheels give it. */
    private Path microsoftLibrary() throws Exception {
        String name = System.mapLibraryName("onnxruntime");
        Path file = Files.createDirectories(folder.resolve("lib")).resolve(name + ".1.29.0");
        String resource = OrtOptions.MICROSOFT_RESOURCES + MavenCoordinates.microsoftPlatform() + "/" + name;
        try (InputStream in = getClass().getClassLoader().getResourceAsStream(resource)) {
            Files.copy(in, file);
        }
        return file;
    }
}
