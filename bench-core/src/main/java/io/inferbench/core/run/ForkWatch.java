package io.inferbench.core.run;

import io.inferbench.api.Device;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.SampleTable;
import java.util.List;

/** Watches process and machine beside one fork; called by the fork's thread, outside of timed regions. */
interface ForkWatch extends AutoCloseable {

    /** Sees nothing. */
    ForkWatch NONE = new ForkWatch() {};

    /**
     * Takes where the work runs, after loading; sampling of devices may begin.
     *
     * @param originNanos the fork's clock's zero, on the clock of {@link System#nanoTime}
     */
    default void sessionOpened(List<Device> devices, long originNanos) {}

    /**
     * Takes that warm-up comes next: the ledger is opened now, since that is slow and makes the JVM compile.
     *
     * @param originNanos the fork's clock's zero, on the clock of {@link System#nanoTime}
     */
    default void warmUpComes(long originNanos) {}

    /** Gives the JVM's compilers time while the engine rests. */
    default void rest() throws InterruptedException {}

    /** Begins the measurement's part of the ledger. */
    default void measurementStarts() throws InterruptedException {}

    /** Ends the ledger of the measurement. */
    default Interference measurementEnded() {
        return Interference.none();
    }

    /** Ends sampling and returns its tables. */
    default List<SampleTable> finish() {
        return List.of();
    }

    /** Ends whatever still goes on; does nothing the second time. */
    @Override
    default void close() {}
}
