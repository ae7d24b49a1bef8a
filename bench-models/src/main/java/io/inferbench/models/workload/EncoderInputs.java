package io.inferbench.models.workload;

import io.inferbench.api.ElementType;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.Tensor;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.workload.WorkloadException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns batches of token ids into the input tensors that an encoder asks for. */
final class EncoderInputs {
    private static final List<String> KNOWN = List.of("input_ids", "attention_mask", "token_type_ids");

    private final List<TensorSpec> wanted;
    private final int padding;

    private EncoderInputs(List<TensorSpec> wanted, int padding) {
        this.wanted = wanted;
        this.padding = padding;
    }

    /** For a model of that signature, or for one that takes all three inputs as int64. */
    static EncoderInputs of(Optional<ModelSignature> signature, int padding) throws WorkloadException {
        if (signature.isEmpty()) {
            List<TensorSpec> all = KNOWN.stream()
                    .map(n -> new TensorSpec(n, ElementType.INT64, List.of()))
                    .toList();
            return new EncoderInputs(all, padding);
        }
        List<String> problems = new ArrayList<>();
        for (TensorSpec input : signature.get().inputs()) {
            if (!KNOWN.contains(input.name())) {
                problems.add(input + " is none of " + String.join(", ", KNOWN));
            } else if (input.type() != ElementType.INT64 && input.type() != ElementType.INT32) {
                problems.add(input + " should be INT64 or INT32");
            } else if (input.shape().size() != 2) {
                problems.add(input + " should have the axes batch and sequence");
            }
        }
        if (!problems.isEmpty()) {
            throw new WorkloadException(
                    "the workload text-classification cannot feed this model: " + String.join("; ", problems));
        }
        return new EncoderInputs(signature.get().inputs(), padding);
    }

    /** The inputs of one call, each {@code [rows, length]}. */
    List<Tensor> tensors(List<int[]> rows, int length) throws WorkloadException {
        List<Tensor> tensors = new ArrayList<>();
        long[] shape = {rows.size(), length};
        for (TensorSpec spec : wanted) {
            if (!spec.shape().isEmpty() && !spec.accepts(shape)) {
                throw new WorkloadException(
                        "the model takes " + spec + ", which a batch of " + rows.size() + " sequences of " + length
                                + " tokens does not fit; change the trial's batch or sequence length");
            }
            Tensor tensor = Tensor.allocate(spec.name(), spec.type(), shape);
            fill(tensor, rows, length);
            tensors.add(tensor);
        }
        return tensors;
    }

    private void fill(Tensor tensor, List<int[]> rows, int length) {
        ByteBuffer bytes = tensor.bytes();
        int size = tensor.type().byteSize();
        for (int row = 0; row < rows.size(); row++) {
            int[] ids = rows.get(row);
            for (int i = 0; i < length; i++) {
                int value = value(tensor.name(), ids, i);
                int at = (row * length + i) * size;
                if (size == Long.BYTES) {
                    bytes.putLong(at, value);
                } else {
                    bytes.putInt(at, value);
                }
            }
        }
    }

    private int value(String input, int[] ids, int i) {
        boolean real = i < ids.length;
        return switch (input) {
            case "input_ids" -> real ? ids[i] : padding;
            case "attention_mask" -> real ? 1 : 0;
            default -> 0;
        };
    }
}
