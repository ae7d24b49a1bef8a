package io.inferbench.backend.ort;

import io.inferbench.api.Device;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.KvCache;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.backend.TensorCall;
import java.util.List;
import java.util.Map;
import org.bytedeco.onnxruntime.MemoryInfo;
import org.bytedeco.onnxruntime.RunOptions;
import org.bytedeco.onnxruntime.Session;
import org.bytedeco.onnxruntime.SessionOptions;

/** What sends one session to one kind of device, knows whether it got there, and lends memory there. */
interface ExecutionProvider {

    /** Returns the ID of the backend that users asked for. */
    String backendId();

    /**
     * Returns the devices a session of this specification will run on.
     *
     * @throws BackendException if it asks for a device or a precision that is not to be had here
     */
    List<Device> devices(SessionSpec spec) throws BackendException;

    /**
     * Asks for this provider.
     *
     * @throws BackendException if its libraries cannot be loaded
     */
    void appendTo(SessionOptions options, SessionSpec spec) throws BackendException;

    /**
     * Refuses a session that did not get where it should be.
     *
     * @param nodes number of nodes by the engine's name of the provider they were given to
     * @throws BackendException if this provider got none
     */
    void verify(Map<String, Integer> nodes) throws BackendException;

    /** Returns what a reader of the report should know of the device. */
    Map<String, String> facts();

    /** Returns what to tell of a shortage where the session runs: what was asked for, what is free, what to do. */
    String told(MemoryShortage shortage);

    /** Returns where caches are. */
    KvCache.Residency residency();

    /** Returns memory for one call; the caller frees it. */
    CallMemory newCallMemory(MemoryInfo hostPlace);

    /**
     * Returns options for runs of one call; {@link #retire} frees them.
     *
     * @param repeatable whether each run has the same shapes and addresses, so that it may be captured and replayed
     */
    RunOptions newRunOptions(boolean repeatable);

    /** Frees run options, and what was captured under them. */
    void retire(RunOptions options, Session session);

    /** Returns whether a repeatable run is captured, which runs it more than once, and then replayed. */
    boolean replays();

    /** Returns whether a graph should compute its next step's inputs, because carrying them here costs a transfer. */
    boolean prefersFeedback();

    /** Returns a call with what this provider can add to it, for instance the device's own time. */
    TensorCall expose(TensorCall call, CallMemory memory);

    /** Frees the device's part; the session is gone. */
    void free();
}
