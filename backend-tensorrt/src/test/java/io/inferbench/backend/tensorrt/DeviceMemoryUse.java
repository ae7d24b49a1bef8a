package io.inferbench.backend.tensorrt;

import static org.bytedeco.cuda.global.cudart.cudaMemGetInfo;
import static org.bytedeco.cuda.global.cudart.cudaSuccess;

import java.util.OptionalLong;
import org.bytedeco.javacpp.SizeTPointer;

/** How much of the device's memory is taken, by whomever: the tests have a GPU to themselves. */
final class DeviceMemoryUse {

    private DeviceMemoryUse() {}

    static OptionalLong bytes() {
        try (SizeTPointer free = new SizeTPointer(1);
                SizeTPointer total = new SizeTPointer(1)) {
            return cudaMemGetInfo(free, total) == cudaSuccess
                    ? OptionalLong.of(total.get() - free.get())
                    : OptionalLong.empty();
        } catch (LinkageError noCuda) {
            return OptionalLong.empty();
        }
    }
}
