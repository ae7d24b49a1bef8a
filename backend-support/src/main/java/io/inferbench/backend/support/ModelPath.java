package io.inferbench.backend.support;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The file of a model in a format that a backend reads (B-04). */
public final class ModelPath {

    private ModelPath() {}

    /**
     * Returns the file.
     *
     * @param advice what to name instead, for instance {@code an .onnx file, its external data beside it}
     * @throws BackendException if the model is in another format, or the file is not there or empty
     */
    public static Path of(SessionSpec spec, String backendId, List<ModelFormat> formats, String advice)
            throws BackendException {
        ModelArtifact model = spec.model();
        if (!formats.contains(model.format())) {
            throw new BackendException("asked " + backendId + " for model '" + model.name() + "' in format "
                    + model.format() + "; it reads " + formats + ": name " + advice);
        }
        Path file = model.path()
                .orElseThrow(() -> new BackendException(
                        "model '" + model.name() + "' has no file; " + backendId + " needs one: name " + advice));
        String fault = fault(file);
        if (!fault.isEmpty()) {
            throw new BackendException(
                    "model '" + model.name() + "' should be the file " + file + "; " + fault + ": name " + advice);
        }
        return file;
    }

    private static String fault(Path file) {
        try {
            if (Files.isDirectory(file)) {
                return "that is a folder";
            }
            return Files.size(file) == 0 ? "it is empty" : "";
        } catch (IOException absent) {
            return "there is none";
        }
    }
}
