package io.inferbench.tck;

import io.inferbench.api.ElementType;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.InferenceRequest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Requests derived from the author's. */
final class RequestVariants {

    private RequestVariants() {}

    static InferenceRequest copy(InferenceRequest request) {
        return with(request, TensorCopy.of(request.inputs()));
    }

    /** Returns a request with the same work and other inputs. */
    static InferenceRequest with(InferenceRequest request, List<Tensor> inputs) {
        InferenceRequest.Builder builder = InferenceRequest.builder().sampleCount(request.sampleCount());
        request.tokenCount().ifPresent(builder::tokenCount);
        inputs.forEach(builder::input);
        return builder.build();
    }

    /** Returns the request with each input's elements moved by one place, which keeps every value within its range. */
    static InferenceRequest rotated(InferenceRequest request) {
        InferenceRequest rotated = copy(request);
        for (Tensor tensor : rotated.inputs()) {
            ByteBuffer before = TensorCopy.content(TensorCopy.of(tensor));
            int elementSize = tensor.type().byteSize();
            if (before.capacity() > elementSize) {
                ByteBuffer after = TensorCopy.content(tensor);
                after.put(before.slice(elementSize, before.capacity() - elementSize));
                after.put(before.slice(0, elementSize));
            }
        }
        return rotated;
    }

    /** Overwrites the values of one request by those of another of the same shapes. */
    static void overwrite(InferenceRequest target, InferenceRequest source) {
        for (Tensor from : source.inputs()) {
            Tensor to = target.input(from.name())
                    .filter(tensor -> Arrays.equals(tensor.shape(), from.shape()) && tensor.type() == from.type())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "otherRequest() should have inputs of the same names, types and shapes as request(), not "
                                    + from));
            TensorCopy.content(to).put(TensorCopy.content(from));
        }
    }

    static Tensor renamed(Tensor tensor, String name) {
        return Tensor.of(name, tensor.type(), tensor.shape(), TensorCopy.content(tensor));
    }

    static Tensor ofAnotherType(Tensor tensor) {
        ElementType other = tensor.type() == ElementType.INT16 ? ElementType.FLOAT64 : ElementType.INT16;
        return Tensor.allocate(tensor.name(), other, tensor.shape());
    }

    static Tensor ofHigherRank(Tensor tensor) {
        long[] shape = tensor.shape();
        long[] higher = Arrays.copyOf(shape, shape.length + 1);
        higher[shape.length] = 1;
        return Tensor.of(tensor.name(), tensor.type(), higher, TensorCopy.content(tensor));
    }
}
