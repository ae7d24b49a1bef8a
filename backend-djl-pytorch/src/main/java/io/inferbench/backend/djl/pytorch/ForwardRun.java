package io.inferbench.backend.djl.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import io.inferbench.api.ElementType;
import io.inferbench.api.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Input tensors bound to a module's {@code forward}, and the outputs of the latest run.
 *
 * <p>In the host's memory inputs are read and outputs are looked at where they are; a module on a GPU gets its inputs
 * copied there in each run, and its outputs copied back, which also waits for the work.
 */
final class ForwardRun implements AutoCloseable {

    private final TorchModule module;
    private final List<PtNDArray> inputs = new ArrayList<>();
    private final IValue[] bound;
    private @Nullable PtNDManager answers;
    private List<PtNDArray> outputs = List.of();
    private List<ByteBuffer> memory = List.of();
    private long submittedNanos;
    private long forwardNanos;

    ForwardRun(TorchModule module, List<Tensor> tensors) {
        this.module = module;
        for (Tensor tensor : tensors) {
            inputs.add(module.overMemory(tensor.bytes(), TorchTypes.Layout.of(tensor)));
        }
        this.bound = new IValue[tensors.size()];
        if (module.isOnHost()) {
            for (int index = 0; index < bound.length; index++) {
                bound[index] = IValue.from(inputs.get(index));
            }
        }
    }

    /** Runs {@code forward}, and waits until the host can read what it gave. */
    void run() {
        release();
        PtNDManager scope = module.newScope();
        answers = scope;
        long begin = System.nanoTime();
        if (!module.isOnHost()) {
            for (int index = 0; index < bound.length; index++) {
                bound[index] = IValue.from(module.inPlace(inputs.get(index), scope));
            }
        }
        long moved = System.nanoTime();
        NDList given;
        try (IValue result = module.run("forward", bound)) {
            long done = System.nanoTime();
            submittedNanos = done - begin;
            forwardNanos = done - moved;
            given = result.toNDList(scope);
        } finally {
            if (!module.isOnHost()) {
                closeBound();
            }
        }
        read(given, scope);
    }

    private void read(NDList given, PtNDManager scope) {
        List<PtNDArray> arrays = new ArrayList<>(given.size());
        List<ByteBuffer> buffers = new ArrayList<>(given.size());
        for (NDArray array : given) {
            arrays.add((PtNDArray) array);
            buffers.add(module.read((PtNDArray) array, scope));
        }
        outputs = arrays;
        memory = buffers;
    }

    /** The time that the engine took inside {@code forward}; on a GPU the time to give it the work. */
    long forwardNanos() {
        return forwardNanos;
    }

    /** The time from the beginning of the run until the engine had all of its work. */
    long submittedNanos() {
        return submittedNanos;
    }

    int outputCount() {
        return outputs.size();
    }

    /** The type of an output of the latest run, if it is one that DJL carries. */
    Optional<ElementType> type(int output) {
        return TorchTypes.elementType(outputs.get(output).getDataType());
    }

    /** An output of the latest run as a tensor of this name; valid until the next run. */
    Tensor tensor(int output, String name, ElementType type) {
        return Tensor.of(name, type, outputs.get(output).getShape().getShape(), memory.get(output));
    }

    /** The outputs under names of their own, as far as they have any. */
    List<Tensor> found() {
        List<Tensor> tensors = new ArrayList<>();
        for (int output = 0; output < outputs.size(); output++) {
            String own = outputs.get(output).getName();
            String name = own == null || own.isEmpty() ? "output_" + output : own;
            ElementType type = type(output)
                    .orElseThrow(
                            () -> new IllegalStateException("output " + name + " is of a type DJL does not carry"));
            // The memory goes with the run; a signature needs the shape alone.
            tensors.add(
                    Tensor.allocate(name, type, outputs.get(output).getShape().getShape()));
        }
        return tensors;
    }

    private void release() {
        outputs = List.of();
        memory = List.of();
        if (answers != null) {
            answers.close();
            answers = null;
        }
    }

    private void closeBound() {
        for (int index = 0; index < bound.length; index++) {
            if (bound[index] != null) {
                bound[index].close();
            }
        }
    }

    @Override
    public void close() {
        release();
        closeBound();
        inputs.forEach(PtNDArray::close);
    }
}
