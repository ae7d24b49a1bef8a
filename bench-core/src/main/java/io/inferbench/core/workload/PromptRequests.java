package io.inferbench.core.workload;

import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.workload.GenerationWorkloadSession;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Requests made of prompts, all in memory. */
record PromptRequests(List<GenerationRequest> requests, Map<String, String> facts)
        implements GenerationWorkloadSession {

    PromptRequests {
        requests = List.copyOf(requests);
        Map<String, String> all = new TreeMap<>(facts);
        IntSummaryStatistics prompts = requests.stream()
                .flatMap(request -> request.prompts().stream())
                .mapToInt(prompt -> prompt.length)
                .summaryStatistics();
        IntSummaryStatistics answers =
                requests.stream().mapToInt(GenerationRequest::maxNewTokens).summaryStatistics();
        all.put("prompt_tokens", prompts.getMin() + ".." + prompts.getMax());
        all.put("new_tokens", answers.getMin() + ".." + answers.getMax());
        facts = Map.copyOf(all);
    }

    @Override
    public int size() {
        return requests.size();
    }

    @Override
    public GenerationRequest request(int index) {
        return requests.get(index);
    }

    @Override
    public void close() {
        // Holds nothing but memory.
    }
}
