package io.inferbench.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import io.inferbench.api.backend.BackendException;
import io.inferbench.core.run.fake.Behaviour;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IterationLoopTest {

    private static final long NEVER = 3_600_000_000_000L;

    @Test
    void aWindowHasAtLeastItsCallsAndNoMoreThanItsCap() throws BackendException {
        try (IterationLoop loop = loop(3)) {
            int made = loop.run(new WindowBounds(5, 0, 100, System.nanoTime() + NEVER));
            assertThat(made).isEqualTo(5);

            int capped = loop.run(new WindowBounds(5, NEVER, 10_000, System.nanoTime() + NEVER));
            assertThat(capped).isEqualTo(10_000);
            assertThat(loop.log().rows()).isEqualTo(10_005);
        }
    }

    @Test
    void afterTheDeadlineOneCallIsMade() throws BackendException {
        try (IterationLoop loop = loop(3)) {
            assertThat(loop.run(new WindowBounds(5, NEVER, 100, System.nanoTime() - 1)))
                    .isEqualTo(1);
        }
    }

    @Test
    void requestsTakeTurnsInTheirOrderAcrossWindows() throws BackendException {
        try (IterationLoop loop = loop(3)) {
            loop.run(new WindowBounds(4, 0, 4, System.nanoTime() + NEVER));
            loop.run(new WindowBounds(5, 0, 5, System.nanoTime() + NEVER));

            int[] requests = Arrays.copyOf(loop.log().requests(), 9);
            int[] cycle = Arrays.copyOf(requests, 3);
            assertThat(cycle).containsExactlyInAnyOrder(0, 1, 2);
            assertThat(Arrays.copyOfRange(requests, 3, 6)).isEqualTo(cycle);
            assertThat(Arrays.copyOfRange(requests, 6, 9)).isEqualTo(cycle);
        }
    }

    @Test
    void aLargeWorkloadIsPreparedBlockByBlockAndStillSeenWhole() throws BackendException {
        int size = PreparedCalls.BLOCK * 2 + 17;
        try (IterationLoop loop = loop(size)) {
            loop.run(new WindowBounds(size, 0, size, System.nanoTime() + NEVER));
            loop.run(new WindowBounds(size, 0, size, System.nanoTime() + NEVER));

            int[] requests = Arrays.copyOf(loop.log().requests(), 2 * size);
            assertThat(Arrays.stream(requests, 0, size).distinct().count()).isEqualTo(size);
            assertThat(Arrays.copyOfRange(requests, size, 2 * size)).isEqualTo(Arrays.copyOf(requests, size));
        }
    }

    @Test
    void aCallThatFailsLeavesTheRowsBeforeIt() throws BackendException {
        try (IterationLoop loop = FakeParts.loop(Behaviour.THROW_LATE, 3)) {
            assertThat(catchThrowable(() -> loop.run(new WindowBounds(500, 0, 500, System.nanoTime() + NEVER))))
                    .isInstanceOf(BackendException.class);
            assertThat(loop.log().rows()).isEqualTo(10);
        }
    }

    @Test
    void iterationsAllocateNothing() throws BackendException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (IterationLoop loop = loop(3)) {
            WindowBounds bounds = new WindowBounds(4_000, 0, 4_000, System.nanoTime() + NEVER);
            loop.run(bounds);
            loop.log().drop();
            long before = threads.getCurrentThreadAllocatedBytes();
            loop.run(bounds);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;

            assertThat(allocated).isLessThan(4_000);
        }
    }

    private static IterationLoop loop(int size) throws BackendException {
        return FakeParts.loop(Behaviour.GOOD, size);
    }
}
