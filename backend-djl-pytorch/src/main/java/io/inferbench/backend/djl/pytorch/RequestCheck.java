package io.inferbench.backend.djl.pytorch;

import io.inferbench.api.ModelSignature;
import io.inferbench.api.Tensor;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.InferenceRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares a request with a signature before the engine sees it, so that every fault is named at once. */
final class RequestCheck {

    private RequestCheck() {}

    /**
     * Accepts a request that gives every input once, in a type and shape the model takes.
     *
     * @throws BackendException naming every fault, and what the model takes
     */
    static void require(String model, ModelSignature signature, InferenceRequest request) throws BackendException {
        List<String> problems = new ArrayList<>();
        Set<String> given = new HashSet<>();
        for (Tensor tensor : request.inputs()) {
            Optional<TensorSpec> spec = signature.input(tensor.name());
            if (!given.add(tensor.name())) {
                problems.add("input '" + tensor.name() + "' is given twice");
            } else if (spec.isEmpty()) {
                problems.add("input '" + tensor.name() + "' is unknown");
            } else if (!tensor.matches(spec.get())) {
                problems.add("input " + tensor + " should be " + spec.get());
            }
        }
        for (TensorSpec spec : signature.inputs()) {
            if (!given.contains(spec.name())) {
                problems.add("input '" + spec.name() + "' is missing");
            }
        }
        if (!problems.isEmpty()) {
            throw new BackendException("the request does not fit model '" + model + "': " + String.join("; ", problems)
                    + "; it takes " + signature.inputs());
        }
    }
}
