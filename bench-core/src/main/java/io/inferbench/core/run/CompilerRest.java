package io.inferbench.core.run;

import io.inferbench.core.host.CompilationTime;
import java.util.concurrent.TimeUnit;

/**
 * A pause in which the JVM compiles what has piled up.
 *
 * <p>A fork starts some three thousand compilations on its way to the first call. An engine that keeps every processor busy
 * leaves its compilers none, so on a small machine they go on through warm-up and measurement, a few milliseconds here
 * and there, and each time one of the engine's threads waits and all others wait for it: seen as calls that take twice as
 * long. With the processors free they are through in a fraction of a second.
 */
final class CompilerRest {

    private static final long LOOK_NANOS = 10_000_000;

    /** Longer than most compilations, which are counted when they end. */
    private static final long QUIET_NANOS = 60_000_000;

    private static final long LONGEST_NANOS = 1_000_000_000;

    private CompilerRest() {}

    /**
     * Waits until no compilation ended for a while, for a second at most; not at all where the JVM does not tell.
     *
     * @throws InterruptedException if this thread was interrupted
     */
    static void await() throws InterruptedException {
        long begin = System.nanoTime();
        long latest = CompilationTime.nanos().orElse(0);
        long quietSince = begin;
        long now = begin;
        while (latest > 0 && now - quietSince < QUIET_NANOS && now - begin < LONGEST_NANOS) {
            TimeUnit.NANOSECONDS.sleep(LOOK_NANOS);
            now = System.nanoTime();
            long compiled = CompilationTime.nanos().orElse(0);
            if (compiled != latest) {
                latest = compiled;
                quietSince = now;
            }
        }
    }
}
