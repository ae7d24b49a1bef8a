package io.inferbench.core.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;

/** A probe whose readings a test scripts: device and number of the reading so far. */
final class FakeGpuProbe implements GpuProbe {

    private final List<GpuDevice> devices = new ArrayList<>();
    private final BiConsumer<GpuReading, long[]> script;
    private final GpuReading reading = new GpuReading();
    private final CountDownLatch enough;
    private long count;

    FakeGpuProbe(int deviceCount, int readingsWanted, BiConsumer<GpuReading, long[]> script) {
        for (int index = 0; index < deviceCount; index++) {
            devices.add(new GpuDevice(
                    index,
                    "fake",
                    "GPU-" + index,
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    Optional.empty()));
        }
        this.script = script;
        this.enough = new CountDownLatch(readingsWanted);
    }

    @Override
    public List<GpuDevice> devices() {
        return devices;
    }

    @Override
    public GpuReading read(int index) {
        reading.clear();
        script.accept(reading, new long[] {index, count++});
        enough.countDown();
        return reading;
    }

    void awaitReadings() throws InterruptedException {
        enough.await();
    }

    @Override
    public void close() {}
}
