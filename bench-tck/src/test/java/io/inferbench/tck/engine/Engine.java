package io.inferbench.tck.engine;

/** Stands for an engine's own classes, which may be absent. */
public final class Engine {

    private Engine() {}

    public static String version() {
        return "1.0";
    }
}
