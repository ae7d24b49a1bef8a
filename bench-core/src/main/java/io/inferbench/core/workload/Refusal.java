package io.inferbench.core.workload;

import io.inferbench.api.ModelSignature;
import io.inferbench.api.backend.GenerationLimits;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSpec;
import java.util.List;

/** Refuses what does not fit, naming all of it and what the model takes. */
final class Refusal {

    private Refusal() {}

    static ModelSignature requireSignature(WorkloadSpec spec, String workload) throws WorkloadException {
        return spec.signature()
                .orElseThrow(() -> new WorkloadException("workload '" + workload
                        + "' makes tensors, and the loaded model takes none; use synthetic-prompts or prompts-file for a model"
                        + " that generates"));
    }

    static void throwIfAny(String workload, ModelSignature signature, List<String> problems) throws WorkloadException {
        throwIfAny(workload, "the model takes " + signature.inputs(), problems);
    }

    static void throwIfAny(String workload, GenerationLimits limits, List<String> problems) throws WorkloadException {
        throwIfAny(
                workload,
                "the model allows " + limits.contextLength() + " tokens of prompt and answer, batches of "
                        + limits.maxBatchSize() + " and a vocabulary of " + limits.vocabularySize(),
                problems);
    }

    private static void throwIfAny(String workload, String allowed, List<String> problems) throws WorkloadException {
        if (!problems.isEmpty()) {
            throw new WorkloadException(
                    "workload '" + workload + "' does not fit: " + String.join("; ", problems) + ". " + allowed);
        }
    }
}
