package io.inferbench.api;

/** Told how far a long step has come: writing a model, building an engine, waiting for a server. */
@FunctionalInterface
public interface ProgressListener {

    /** Ignores progress. */
    ProgressListener NONE = (activity, fraction) -> {};

    /**
     * Takes one report; called from any thread, at most a few times a second, and must return at once.
     *
     * @param activity what is being done, in a few words
     * @param fraction how much of it is done, from 0 to 1
     */
    void onProgress(String activity, double fraction);
}
