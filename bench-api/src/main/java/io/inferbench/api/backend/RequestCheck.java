package io.inferbench.api.backend;

import io.inferbench.api.ModelSignature;
import io.inferbench.api.Tensor;
import io.inferbench.api.TensorSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Compares a request with a signature before an engine sees it, so that every fault is named at once (B-15). */
public final class RequestCheck {

    private RequestCheck() {}

    /**
     * Accepts a request that gives every input once, in a type and shape the model takes.
     *
     * @throws BackendException naming every fault, and what the model takes
     */
    public static void require(String model, ModelSignature signature, InferenceRequest request)
            throws BackendException {
        require(model, signature, request, fitting -> Optional.empty());
    }

    /**
     * Accepts a request that gives every input once, in a type and shape that the model and the engine take.
     *
     * @param limit asked for each input that fits the signature; what the engine has against it, or empty
     * @throws BackendException naming every fault, and what the model takes
     */
    public static void require(
            String model, ModelSignature signature, InferenceRequest request, Function<Tensor, Optional<String>> limit)
            throws BackendException {
        List<String> faults = new ArrayList<>();
        Set<String> given = new HashSet<>();
        for (Tensor tensor : request.inputs()) {
            Optional<TensorSpec> spec = signature.input(tensor.name());
            if (!given.add(tensor.name())) {
                faults.add("input '" + tensor.name() + "' is given twice");
            } else if (spec.isEmpty()) {
                faults.add("input '" + tensor.name() + "' is unknown");
            } else if (!tensor.matches(spec.get())) {
                faults.add("input " + tensor + " should be " + spec.get());
            } else {
                limit.apply(tensor).ifPresent(faults::add);
            }
        }
        for (TensorSpec spec : signature.inputs()) {
            if (!given.contains(spec.name())) {
                faults.add("input '" + spec.name() + "' is missing");
            }
        }
        if (!faults.isEmpty()) {
            throw new BackendException("the request does not fit model '" + model + "': " + String.join("; ", faults)
                    + "; it takes " + signature.inputs());
        }
    }
}
