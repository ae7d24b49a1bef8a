package io.inferbench.core.agreement;

import io.inferbench.api.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * One request's outputs.
 *
 * @param index of the request in its workload
 * @param inputsSha256 of everything that went in
 * @param outputs copies, or views of a file
 */
public record RecordedRequest(int index, String inputsSha256, List<Tensor> outputs) {

    /** Copies the list, not the tensors. */
    public RecordedRequest {
        outputs = List.copyOf(outputs);
    }

    /** Returns the output of that name. */
    public Optional<Tensor> output(String name) {
        return outputs.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
    }

    /** Returns a copy of a tensor's values, in memory of its own. */
    public static Tensor copy(Tensor tensor) {
        Tensor copy = Tensor.allocate(tensor.name(), tensor.type(), tensor.shape());
        copy.bytes().duplicate().put(tensor.bytes().duplicate());
        return copy;
    }
}
