package io.inferbench.api.model;

/**
 * A file format, and for formats with several dialects the dialect, that models are exchanged in.
 *
 * <p>An open set: a third-party backend and model source may agree on their own.
 *
 * @param id {@code [a-z][a-z0-9-]*}
 */
public record ModelFormat(String id) {

    /** ONNX with standard operators only. */
    public static final ModelFormat ONNX = new ModelFormat("onnx");

    /** ONNX with ONNX Runtime's fused {@code com.microsoft} operators. */
    public static final ModelFormat ONNX_FUSED = new ModelFormat("onnx-fused");

    /** ONNX with standard operators up to set 20, attention written out: for compilers that fuse it themselves. */
    public static final ModelFormat ONNX_PLAIN = new ModelFormat("onnx-plain");

    /** A TorchScript archive. */
    public static final ModelFormat TORCHSCRIPT = new ModelFormat("torchscript");

    /** A serialised TensorRT engine. */
    public static final ModelFormat TENSORRT_ENGINE = new ModelFormat("tensorrt-engine");

    /** A name that a server knows; there is no file. */
    public static final ModelFormat REMOTE = new ModelFormat("remote");

    /** Refuses a malformed id. */
    public ModelFormat {
        if (!id.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("model format '" + id + "' should match [a-z][a-z0-9-]*");
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
