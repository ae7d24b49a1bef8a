package io.inferbench.core.workload;

import io.inferbench.api.backend.GenerationLimits;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Holds prompts against what the loaded model allows; a server that does not say allows everything. */
final class PromptLimits {

    private final WorkloadSpec spec;
    private final String workload;
    private final Optional<GenerationLimits> limits;

    PromptLimits(WorkloadSpec spec, String workload) {
        this.spec = spec;
        this.workload = workload;
        this.limits = spec.limits();
    }

    /** Returns the most tokens of one sequence. */
    int contextLength() {
        return limits.map(GenerationLimits::contextLength).orElse(Integer.MAX_VALUE);
    }

    void check(List<GenerationRequest> requests, List<String> problems) {
        if (limits.isEmpty()) {
            return;
        }
        GenerationLimits allowed = limits.get();
        if (spec.batchSize() > allowed.maxBatchSize()) {
            problems.add("batches of " + spec.batchSize());
        }
        requests.stream()
                .filter(request -> request.longestPrompt() + (long) request.maxNewTokens() > allowed.contextLength())
                .findFirst()
                .ifPresent(request -> problems.add("a prompt of " + request.longestPrompt() + " and "
                        + request.maxNewTokens() + " new tokens exceed the context"));
        requests.stream()
                .flatMap(request -> request.prompts().stream())
                .flatMapToInt(Arrays::stream)
                .filter(id -> id < 0 || id >= allowed.vocabularySize())
                .findFirst()
                .ifPresent(id -> problems.add("token id " + id + " is outside the vocabulary"));
    }

    void throwIfAny(List<String> problems) throws WorkloadException {
        if (limits.isPresent()) {
            Refusal.throwIfAny(workload, limits.get(), problems);
        } else if (!problems.isEmpty()) {
            throw new WorkloadException("workload '" + workload + "' does not fit: " + String.join("; ", problems));
        }
    }
}
