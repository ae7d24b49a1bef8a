package io.inferbench.core.ledger;

import io.inferbench.core.host.CompilationTime;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

/** The counters that every JVM keeps: collections, and time spent compiling. */
final class RuntimeBeans implements LedgerSource {

    private long collections;
    private OptionalLong compilationNanos = OptionalLong.empty();

    @Override
    public String name() {
        return "management beans";
    }

    @Override
    public void begin(LedgerDraft draft) {
        collections = collections();
        compilationNanos = CompilationTime.nanos();
    }

    @Override
    public void end(LedgerDraft draft, Span span) {
        draft.total(LedgerTotal.GC_COUNT, collections() - collections);
        draft.difference(
                LedgerTotal.JIT_COMPILATION_TIME,
                compilationNanos,
                CompilationTime.nanos(),
                "just-in-time compilation");
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .filter(count -> count > 0)
                .sum();
    }
}
