package io.inferbench.core.ledger;

import java.lang.management.CompilationMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The counters that every JVM keeps: collections, and time spent compiling. */
final class RuntimeBeans implements LedgerSource {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private long collections;
    private OptionalLong compilationNanos = OptionalLong.empty();

    @Override
    public String name() {
        return "management beans";
    }

    @Override
    public void begin(LedgerDraft draft) {
        collections = collections();
        compilationNanos = compilationNanos();
    }

    @Override
    public void end(LedgerDraft draft, Span span) {
        draft.total(LedgerTotal.GC_COUNT, collections() - collections);
        draft.difference(
                LedgerTotal.JIT_COMPILATION_TIME, compilationNanos, compilationNanos(), "just-in-time compilation");
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .filter(count -> count > 0)
                .sum();
    }

    private static OptionalLong compilationNanos() {
        // Null in a JVM that only interprets.
        @Nullable CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        return compiler == null || !compiler.isCompilationTimeMonitoringSupported()
                ? OptionalLong.empty()
                : OptionalLong.of(compiler.getTotalCompilationTime() * NANOS_PER_MILLI);
    }
}
