package io.inferbench.backend.ort;

import io.inferbench.api.ElementType;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.onnxruntime.MemoryInfo;

/** The host's memory, shared by Java and an engine on the CPU. */
final class HostMemory implements CallMemory {

    private final MemoryInfo place;
    private final List<Pointer> allocated = new ArrayList<>();

    HostMemory(MemoryInfo place) {
        this.place = place;
    }

    @Override
    public EngineTensor allocate(ElementType type, long... shape) throws BackendException {
        long byteSize = EngineTensor.byteSize(type, shape);
        // Not by way of a JavaCPP array: those count against a limit that follows the Java heap's size.
        Pointer memory = Pointer.malloc(Math.max(1, byteSize));
        if (memory == null || memory.isNull()) {
            throw new BackendException(new MemoryShortage(OptionalLong.of(byteSize))
                            .told("the host", OptionalLong.of(Pointer.availablePhysicalBytes()))
                    + " (a tensor " + type + Arrays.toString(shape) + ")");
        }
        allocated.add(memory);
        Pointer.memset(memory, 0, byteSize);
        return new EngineTensor(place, memory, type, shape);
    }

    @Override
    public EngineTensor mirror(Tensor host) {
        return new EngineTensor(place, new Pointer(host.bytes()), host.type(), host.shape());
    }

    @Override
    public void toEngine(Tensor host, EngineTensor mirror) {
        // One and the same memory.
    }

    @Override
    public void toHost(EngineTensor mirror, Tensor host) {
        // One and the same memory.
    }

    @Override
    public void begin() {
        // Nothing to prepare.
    }

    @Override
    public void finish() {
        // The engine returns when its work is done.
    }

    @Override
    public void free() {
        allocated.forEach(Pointer::free);
        allocated.clear();
    }
}
