package io.inferbench.backend.ort;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.backend.support.ModelPath;
import java.nio.file.Path;
import java.util.List;

/** The ONNX file of a specification. */
final class ModelFile {

    /** The formats every backend here reads, most wanted first. */
    static final List<ModelFormat> FORMATS = List.of(ModelFormat.ONNX_FUSED, ModelFormat.ONNX);

    private ModelFile() {}

    /**
     * Returns the file.
     *
     * @throws BackendException if the model is in another format or the file is not there
     */
    static Path of(SessionSpec spec, String backendId) throws BackendException {
        return ModelPath.of(spec, backendId, FORMATS, "an .onnx file, its external data beside it");
    }
}
