package io.inferbench.core.sink;

import io.inferbench.core.load.Objectives;
import io.inferbench.core.serve.peer.NumpyStatistics;
import io.inferbench.core.serve.peer.PeerRequest;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON of {@code vllm bench serve --save-result}, its keys in its order under its definitions. */
final class VllmFile extends PeerFile {

    private static final double MILLIS = 1e3;

    private final List<String> metrics;
    private final List<Double> percentiles;

    VllmFile(ServedFork fork, List<String> metrics, List<Double> percentiles) {
        super(fork);
        this.metrics = metrics;
        this.percentiles = percentiles;
    }

    @Override
    Map<String, Object> values(boolean detailed) {
        Map<String, Object> values = new LinkedHashMap<>();
        setUp(values);
        if (isPooling()) {
            pooled(values, detailed);
        } else {
            results(values, detailed);
        }
        for (String metric : isPooling() ? List.of("e2el") : metrics) {
            NumpyStatistics statistics = NumpyStatistics.of(run().seconds(metric));
            values.put("mean_" + metric + "_ms", MILLIS * statistics.mean());
            values.put("median_" + metric + "_ms", MILLIS * statistics.median());
            values.put("std_" + metric + "_ms", MILLIS * statistics.std());
            for (double percent : percentiles) {
                values.put("p" + word(percent) + "_" + metric + "_ms", MILLIS * statistics.percentile(percent));
            }
        }
        return values;
    }

    @Override
    String label() {
        return fork().trial().backend();
    }

    /** Returns {@code 99} for 99.0 and {@code 99.9} for 99.9. */
    static String word(double percent) {
        return BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString();
    }

    private void setUp(Map<String, Object> values) {
        values.put("date", date());
        values.put("endpoint_type", backend());
        values.put("backend", backend());
        values.put("label", label());
        values.put("model_id", model());
        values.put("tokenizer_id", model());
        values.put("num_prompts", run().requests().size());
        // vLLM writes --metadata NAME=VALUE here; readers take any
        values.put("inferbench_trial", fork().trial().id());
        values.put("inferbench_verdict", fork().verdict());
        values.put("request_rate", requestRate());
        values.put("burstiness", burstiness());
        values.putAll(maxConcurrency());
    }

    private String backend() {
        return switch (promptForm()) {
            case "chat" -> "openai-chat";
            case "texts" -> "openai-embeddings";
            case "ranking" -> "vllm-rerank";
            default -> "openai";
        };
    }

    private void pooled(Map<String, Object> values, boolean detailed) {
        values.put("duration", run().duration());
        values.put("completed", run().completed());
        values.put("total_input_tokens", run().inputTokens());
        values.put("total_input_sequences", run().completed());
        values.put("request_throughput", run().perSecond(run().completed()));
        values.put("input_sequence_throughput", run().perSecond(run().completed()));
        values.put("total_token_throughput", run().perSecond(run().inputTokens()));
        if (detailed) {
            values.put("input_lens", integers(PeerRequest::promptTokens));
        }
        values.put("latencies", each(PeerRequest::latency));
        values.put("queue_times", each(PeerRequest::queue));
        if (detailed) {
            values.put("errors", each(PeerRequest::error));
        }
    }

    private void results(Map<String, Object> values, boolean detailed) {
        values.put("duration", run().duration());
        values.put("completed", run().completed());
        values.put("failed", run().requests().size() - run().completed());
        values.put("total_input_tokens", run().inputTokens());
        values.put("total_output_tokens", run().outputTokens());
        values.put("request_throughput", run().perSecond(run().completed()));
        Objectives objectives = fork().objectives();
        values.put("request_goodput", objectives.any() ? (Object) run().perSecond(run().good(objectives)) : null);
        values.put("output_throughput", run().perSecond(run().outputTokens()));
        values.put("total_token_throughput", run().perSecond(run().inputTokens() + run().outputTokens()));
        if (detailed) {
            values.put("input_lens", integers(PeerRequest::promptTokens));
            values.put("output_lens", integers(PeerRequest::outputTokens));
            values.put("ttfts", each(PeerRequest::ttft));
            values.put("itls", each(PeerRequest::gaps));
        }
        values.put("latencies", each(PeerRequest::latency));
        if (detailed) {
            values.put("start_times", each(PeerRequest::start));
        }
        values.put("queue_times", each(PeerRequest::queue));
        if (detailed) {
            values.put("generated_texts", texts());
            values.put("errors", each(PeerRequest::error));
        }
        values.put("max_output_tokens_per_s", run().mostChunksInASecond());
        values.put("max_concurrent_requests", run().mostRequestsInASecond());
        values.put("rtfx", 0.0);
    }
}
