package io.inferbench.backend.ort;

import io.inferbench.api.Device;
import io.inferbench.api.Precision;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.backend.support.DeviceChoice;
import java.util.List;

/** What a backend that runs on the CPU can be asked for. */
final class CpuOnly {

    private CpuOnly() {}

    /**
     * Returns the one device there is.
     *
     * @throws BackendException if the specification asks for another device, or for a precision the kernels do not have
     */
    static List<Device> devices(String backendId, SessionSpec spec) throws BackendException {
        Device cpu = DeviceChoice.of(
                spec, backendId, Device.CPU, List.of(Device.CPU), ": leave the device out or take another backend");
        if (spec.precision() != Precision.FP32 && !spec.options().get(OrtOptions.CASTS_ALLOWED)) {
            throw new BackendException(
                    "asked for " + spec.precision().id() + "; most of ONNX Runtime's CPU kernels compute"
                            + " in fp32 with casts around them: run fp32, or set '" + OrtOptions.CASTS_ALLOWED.name()
                            + "' to measure exactly that");
        }
        return List.of(cpu);
    }
}
