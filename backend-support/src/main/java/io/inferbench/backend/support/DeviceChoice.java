package io.inferbench.backend.support;

import io.inferbench.api.Device;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.SessionSpec;
import java.util.List;

/** Finds the one device that a specification asks for, or refuses (B-12). */
public final class DeviceChoice {

    private DeviceChoice() {}

    /**
     * Returns the device that was asked for, with its own name.
     *
     * @param usual the one to take if the specification does not say
     * @param found what is there
     * @param remedy what to do about another wish; completes the sentence, and may be empty
     * @throws BackendException if several were asked for, or one that is not there
     */
    public static Device of(SessionSpec spec, String backendId, Device usual, List<Device> found, String remedy)
            throws BackendException {
        List<Device> asked = spec.devices().orElse(List.of(usual));
        for (Device device : found) {
            if (asked.size() == 1 && device.isSamePlaceAs(asked.get(0))) {
                return device;
            }
        }
        throw new BackendException("asked for " + references(asked) + "; " + backendId + " runs a session on one of "
                + references(found) + remedy);
    }

    private static List<String> references(List<Device> devices) {
        return devices.stream().map(Device::reference).toList();
    }
}
