package io.inferbench.core.gpu.nvml;

/** Thrown when NVML cannot be opened; the text says why. */
public final class NvmlException extends Exception {

    private static final long serialVersionUID = 1L;

    NvmlException(String message) {
        super(message);
    }

    NvmlException(String message, Throwable cause) {
        super(message, cause);
    }
}
