package io.inferbench.api.backend;

/** A call that knows how long the device worked on its latest run, from the engine's or the device's own clock. */
public interface DeviceTimed {

    /** Returns the time between the first and the last piece of device work of the latest run, copies included (B-16). */
    long deviceNanos();
}
