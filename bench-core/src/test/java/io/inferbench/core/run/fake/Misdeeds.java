package io.inferbench.core.run.fake;

import io.inferbench.api.backend.BackendException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** How engines end, or almost end, a process. */
final class Misdeeds {

    private static final int LATE = 10;
    private static final List<byte[]> HOARD = new ArrayList<>();

    private Misdeeds() {}

    static void perhaps(Behaviour behaviour, int run) throws BackendException {
        switch (behaviour) {
            case THROW_IN_FIRST_CALL -> throw new BackendException("the engine answered error 7");
            case THROW_LATE -> throwAfter(run);
            case HALT -> Runtime.getRuntime().halt(42);
            case EXIT -> System.exit(3);
            case ABORT -> signal("ABRT");
            case SEGFAULT -> signal("SEGV");
            case KILL -> signal("KILL");
            case FREEZE -> signal("STOP");
            case FILL_HEAP -> fillHeap();
            case HANG -> hang();
            case CHATTER -> System.out.println("chatter ".repeat(200));
            case SLOW -> spin(1_000_000);
            default -> {}
        }
    }

    private static void throwAfter(int run) throws BackendException {
        if (run > LATE) {
            throw new BackendException("the engine answered error 8 at call " + run);
        }
    }

    private static void signal(String name) {
        try {
            new ProcessBuilder(
                            "kill",
                            "-" + name,
                            Long.toString(ProcessHandle.current().pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            hang();
        } catch (IOException | InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static void fillHeap() {
        while (true) {
            HOARD.add(new byte[16 << 20]);
        }
    }

    private static void hang() {
        System.out.println("hanging now");
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException("interrupted while hanging", stopped);
        }
    }

    static void spin(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
