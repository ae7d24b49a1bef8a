package io.inferbench.api.backend;

import io.inferbench.api.Device;
import java.util.List;
import java.util.Map;

/**
 * The backend can run here.
 *
 * @param engineVersion what the loaded engine calls itself
 * @param devices where it can run
 * @param facts further findings by name, for instance the library file
 */
public record Available(String engineVersion, List<Device> devices, Map<String, String> facts) implements Availability {

    /** Copies the collections. */
    public Available {
        devices = List.copyOf(devices);
        facts = Map.copyOf(facts);
    }
}
