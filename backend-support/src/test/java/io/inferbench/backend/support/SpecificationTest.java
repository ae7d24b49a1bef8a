package io.inferbench.backend.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.Device;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a specification asks for, found or refused. */
class SpecificationTest {

    private static final Device CARD = new Device("cuda", 1, "A card");
    private static final List<Device> FOUND = List.of(Device.CPU, CARD);

    @TempDir
    Path folder;

    @Test
    void aDeviceThatWasAskedForComesWithItsOwnName() throws BackendException {
        assertThat(device(List.of(Device.cuda(1)))).isSameAs(CARD);
    }

    @Test
    void nobodyAskedIsTheUsualDevice() throws BackendException {
        assertThat(DeviceChoice.of(spec("m.onnx").build(), "b", Device.CPU, FOUND, ""))
                .isSameAs(Device.CPU);
    }

    @Test
    void anotherDeviceAndSeveralAreRefused() {
        assertThatThrownBy(() -> device(List.of(Device.cuda(0))))
                .isInstanceOf(BackendException.class)
                .hasMessage("asked for [cuda:0]; b runs a session on one of [cpu, cuda:1]: buy one");
        assertThatThrownBy(() -> device(FOUND)).hasMessageStartingWith("asked for [cpu, cuda:1]");
    }

    @Test
    void aFileIsThereAndNotEmptyOrNamed() throws IOException, BackendException {
        assertThatThrownBy(() -> path("absent.onnx"))
                .hasMessageContainingAll("absent.onnx", "there is none: name a file");
        Files.createDirectory(folder.resolve("folder"));
        assertThatThrownBy(() -> path("folder")).hasMessageContaining("that is a folder");
        Files.createFile(folder.resolve("empty.onnx"));
        assertThatThrownBy(() -> path("empty.onnx")).hasMessageContaining("it is empty");
        Path whole = Files.writeString(folder.resolve("whole.onnx"), "model");
        assertThat(path("whole.onnx")).isEqualTo(whole);
    }

    @Test
    void anotherFormatIsRefused() {
        assertThatThrownBy(() -> ModelPath.of(spec("m.onnx").build(), "b", List.of(ModelFormat.TORCHSCRIPT), "a file"))
                .hasMessageContainingAll("in format onnx", "it reads [torchscript]");
    }

    private Device device(List<Device> asked) throws BackendException {
        return DeviceChoice.of(spec("m.onnx").devices(asked).build(), "b", Device.CPU, FOUND, ": buy one");
    }

    private Path path(String name) throws BackendException {
        return ModelPath.of(spec(name).build(), "b", List.of(ModelFormat.ONNX), "a file");
    }

    private SessionSpec.Builder spec(String name) {
        return SessionSpec.builder(ModelArtifact.file("m", ModelFormat.ONNX, folder.resolve(name)), folder);
    }
}
