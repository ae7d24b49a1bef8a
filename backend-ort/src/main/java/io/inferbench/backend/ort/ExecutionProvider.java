package io.inferbench.backend.ort;

import io.inferbench.api.Device;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.SessionSpec;
import java.util.List;
import java.util.Map;
import org.bytedeco.onnxruntime.SessionOptions;

/** What sends a session to one kind of device, and knows whether it got there. */
interface ExecutionProvider {

    /** Returns the ID of the backend that users asked for. */
    String backendId();

    /**
     * Returns the devices a session of this specification will run on.
     *
     * @throws BackendException if it asks for a device or a precision that is not to be had here
     */
    List<Device> devices(SessionSpec spec) throws BackendException;

    /** Asks for this provider. */
    void appendTo(SessionOptions options, SessionSpec spec) throws BackendException;

    /**
     * Refuses a session that did not get where it should be.
     *
     * @param nodes number of nodes by the engine's name of the provider they were given to
     * @throws BackendException if this provider got none
     */
    void verify(Map<String, Integer> nodes) throws BackendException;
}
