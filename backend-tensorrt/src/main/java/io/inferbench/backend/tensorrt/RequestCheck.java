package io.inferbench.backend.tensorrt;

import io.inferbench.api.Tensor;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.InferenceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares a request with an engine before TensorRT sees it, so that every fault is named at once. */
final class RequestCheck {

    private RequestCheck() {}

    /**
     * Accepts a request that gives every input once, in a type and shape the engine takes.
     *
     * @throws BackendException naming every fault, and what the engine takes
     */
    static void require(LoadedEngine engine, InferenceRequest request) throws BackendException {
        List<String> faults = new ArrayList<>();
        for (TensorSpec spec : engine.signature().inputs()) {
            long given = request.inputs().stream()
                    .filter(tensor -> tensor.name().equals(spec.name()))
                    .count();
            if (given != 1) {
                faults.add("input '" + spec.name() + "' is " + (given == 0 ? "missing" : "given " + given + " times"));
            }
        }
        for (Tensor tensor : request.inputs()) {
            Optional<TensorSpec> spec = engine.signature().input(tensor.name());
            if (spec.isEmpty()) {
                faults.add("input '" + tensor.name() + "' is unknown");
            } else if (!tensor.matches(spec.get())) {
                faults.add("input " + tensor + " should be " + spec.get());
            } else {
                String outside = engine.outsideProfile(tensor);
                if (!outside.isEmpty()) {
                    faults.add(outside);
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new BackendException(
                    "the request does not fit model '" + engine.model() + "': " + String.join("; ", faults)
                            + "; it takes " + engine.signature().inputs());
        }
    }
}
