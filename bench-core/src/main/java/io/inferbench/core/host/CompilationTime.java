package io.inferbench.core.host;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How long this JVM's compiler threads have worked. */
public final class CompilationTime {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private CompilationTime() {}

    /** Returns the time of all compiler threads together since the start, by the millisecond; empty if it is not told. */
    public static OptionalLong nanos() {
        // Null in a JVM that only interprets.
        @Nullable CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        return compiler == null || !compiler.isCompilationTimeMonitoringSupported()
                ? OptionalLong.empty()
                : OptionalLong.of(compiler.getTotalCompilationTime() * NANOS_PER_MILLI);
    }
}
