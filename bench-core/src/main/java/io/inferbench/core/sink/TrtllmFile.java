package io.inferbench.core.sink;

import io.inferbench.core.load.Objectives;
import io.inferbench.core.serve.peer.NumpyStatistics;
import io.inferbench.core.serve.peer.PeerRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The JSON of TensorRT-LLM's {@code benchmark_serving --save-result}, its keys in its order under its definitions. */
final class TrtllmFile extends PeerFile {

    private static final double MILLIS = 1e3;

    private final List<String> metrics;
    private final List<Double> percentiles;

    TrtllmFile(ServedFork fork, List<String> metrics, List<Double> percentiles) {
        super(fork);
        this.metrics = metrics;
        this.percentiles = percentiles;
    }

    @Override
    boolean fits() {
        return !isPooling();
    }

    @Override
    Map<String, Object> values(boolean detailed) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("date", date());
        values.put("backend", "openai");
        values.put("model_id", model());
        values.put("tokenizer_id", model());
        values.put("num_prompts", run().requests().size());
        values.put("inferbench_trial", fork().trial().id());
        values.put("inferbench_verdict", fork().verdict());
        results(values, detailed);
        for (String metric : metrics) {
            NumpyStatistics statistics = NumpyStatistics.of(run().seconds(metric));
            values.put("std_" + metric + "_ms", MILLIS * statistics.std());
            values.put("mean_" + metric + "_ms", MILLIS * statistics.mean());
            values.put("median_" + metric + "_ms", MILLIS * statistics.median());
            for (double percent : percentiles) {
                values.put(
                        "p" + VllmFile.word(percent) + "_" + metric + "_ms", MILLIS * statistics.percentile(percent));
            }
        }
        values.put("request_rate", requestRate());
        values.put("burstiness", burstiness());
        values.putAll(maxConcurrency());
        return values;
    }

    /** Beside a file of vLLM's in the same folder. */
    @Override
    String label() {
        return "trtllm-" + fork().trial().backend();
    }

    private void results(Map<String, Object> values, boolean detailed) {
        values.put("duration", run().duration());
        values.put("completed", run().completed());
        values.put("total_input_tokens", run().inputTokens());
        values.put("total_output_tokens", run().outputTokens());
        values.put("request_throughput", run().perSecond(run().completed()));
        Objectives objectives = fork().objectives();
        // the colon is in the key: an old slip that its readers rely on
        values.put("request_goodput:", objectives.any() ? (Object) run().perSecond(run().good(objectives)) : null);
        values.put("output_throughput", run().perSecond(run().outputTokens()));
        values.put("total_token_throughput", run().perSecond(run().inputTokens() + run().outputTokens()));
        values.put("user_throughput", userThroughput());
        values.put("avg_decoded_tokens_per_iter", untoldIterations());
        if (detailed) {
            values.put("input_lens", integers(PeerRequest::promptTokens));
            values.put("output_lens", integers(PeerRequest::outputTokens));
            values.put("ttfts", each(PeerRequest::ttft));
            values.put("itls", each(PeerRequest::gaps));
            values.put("e2els", each(PeerRequest::latency));
            values.put("generated_texts", texts());
            values.put("errors", each(PeerRequest::error));
        }
    }

    /** The mean of N / E2EL over requests. */
    private double userThroughput() {
        return NumpyStatistics.of(run().requests().stream()
                        .filter(request -> request.success() && request.latency() > 0)
                        .mapToDouble(request -> request.outputTokens() / request.latency())
                        .toArray())
                .mean();
    }

    /** Only TensorRT-LLM's own server tells these; its client writes 0 for others, and so do we. */
    private Map<String, Object> untoldIterations() {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String name : Arrays.asList("mean", "min", "max", "median", "std")) {
            values.put(name, 0.0);
        }
        Map<String, Object> shares = new LinkedHashMap<>();
        percentiles.forEach(percent -> shares.put(String.format(Locale.ROOT, "p%s", percent), 0.0));
        values.put("percentiles", shares);
        return values;
    }
}
