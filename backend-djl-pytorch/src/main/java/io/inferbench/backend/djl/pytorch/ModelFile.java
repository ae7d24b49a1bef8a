package io.inferbench.backend.djl.pytorch;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelFormat;
import java.nio.file.Files;
import java.nio.file.Path;

/** The TorchScript archive of a specification. */
final class ModelFile {

    private ModelFile() {}

    /**
     * Returns the file.
     *
     * @throws BackendException if the model is in another format or the file is not there
     */
    static Path of(SessionSpec spec) throws BackendException {
        ModelArtifact model = spec.model();
        if (!model.format().equals(ModelFormat.TORCHSCRIPT)) {
            throw new BackendException("asked " + DjlPytorchBackend.ID + " for model '" + model.name() + "' in format "
                    + model.format() + "; it reads " + ModelFormat.TORCHSCRIPT
                    + " only: take a source that writes it, or save the module with torch.jit.save");
        }
        Path file = model.path()
                .orElseThrow(() -> new BackendException(
                        "model '" + model.name() + "' has no file; " + DjlPytorchBackend.ID + " needs a .pt archive"));
        if (!Files.isRegularFile(file)) {
            throw new BackendException("model '" + model.name() + "' should be the file " + file + "; "
                    + (Files.isDirectory(file) ? "that is a folder" : "there is none") + ": name a .pt archive");
        }
        return file;
    }
}
