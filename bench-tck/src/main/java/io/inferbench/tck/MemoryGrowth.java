package io.inferbench.tck;

import java.io.IOException;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;

/**
 * Judges whether repeating an action grows the memory of the process or of a device.
 *
 * <p>A leak grows it every time; the allocators, the JIT compiler and the Java heap grow it now and then. So an action
 * fails only if each of several rounds grew it by more than is allowed.
 */
final class MemoryGrowth {

    private static final int ROUNDS = 3;
    private static final Path STATUS = Path.of("/proc/self/status");

    private final long allowedBytes;
    private final Supplier<OptionalLong> deviceMemory;

    MemoryGrowth(long allowedBytes, Supplier<OptionalLong> deviceMemory) {
        this.allowedBytes = allowedBytes;
        this.deviceMemory = deviceMemory;
    }

    /** Repeats the action a few times to fill caches, then judges rounds of that many repetitions. */
    void assertNoneAfter(int repetitions, String what, Refusals.Action action) throws Exception {
        Assumptions.assumeTrue(Files.isReadable(STATUS), "resident memory cannot be read here: there is no " + STATUS);
        repeat(Math.max(1, repetitions / 5), action);
        StringBuilder found = new StringBuilder();
        for (int round = 1; round <= ROUNDS; round++) {
            long residentBefore = residentBytes();
            OptionalLong deviceBefore = deviceMemory.get();
            repeat(repetitions, action);
            long resident = residentBytes() - residentBefore;
            long device = deviceBefore.isEmpty()
                    ? 0
                    : deviceMemory.get().orElse(deviceBefore.getAsLong()) - deviceBefore.getAsLong();
            if (resident <= allowedBytes && device <= allowedBytes) {
                return;
            }
            found.append(String.format(
                    Locale.ROOT,
                    "; round %d: resident %+.1f MiB, device %+.1f MiB",
                    round,
                    mib(resident),
                    mib(device)));
        }
        throw new AssertionError(String.format(
                Locale.ROOT, "%d times %s may grow memory by %.1f MiB%s", repetitions, what, mib(allowedBytes), found));
    }

    private static void repeat(int repetitions, Refusals.Action action) throws Exception {
        for (int repetition = 0; repetition < repetitions; repetition++) {
            action.run();
        }
    }

    private static double mib(long bytes) {
        return bytes / (double) (1 << 20);
    }

    private static long residentBytes() throws IOException, InterruptedException {
        collectGarbage();
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElseThrow(() -> new IOException(STATUS + " has no line VmRSS"));
    }

    /** Collects twice, and waits until references of the first collection were handled: direct buffers go with them. */
    private static void collectGarbage() throws InterruptedException {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        PhantomReference<Object> canary = new PhantomReference<>(new Object(), queue);
        try {
            System.gc();
            queue.remove(TimeUnit.SECONDS.toMillis(1));
        } finally {
            Reference.reachabilityFence(canary);
        }
        System.gc();
    }
}
