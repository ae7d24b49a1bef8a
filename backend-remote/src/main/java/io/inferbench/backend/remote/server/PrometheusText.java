package io.inferbench.backend.remote.server;

import io.inferbench.api.backend.EngineGauges;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the text that servers show at {@code /metrics}, and gives their figures common names. */
public final class PrometheusText {

    /** By engine: vLLM, SGLang, TensorRT-LLM, llama-server. */
    private static final Map<String, List<String>> COMMON = new LinkedHashMap<>();

    static {
        COMMON.put(
                EngineGauges.REQUESTS_RUNNING,
                List.of(
                        "vllm:num_requests_running",
                        "sglang:num_running_reqs",
                        "trtllm_num_requests_running",
                        "llamacpp:requests_processing"));
        COMMON.put(
                EngineGauges.REQUESTS_WAITING,
                List.of(
                        "vllm:num_requests_waiting",
                        "sglang:num_queue_reqs",
                        "trtllm_num_requests_waiting",
                        "llamacpp:requests_deferred"));
        COMMON.put(
                EngineGauges.CACHE_USED,
                List.of(
                        "vllm:kv_cache_usage_perc",
                        "vllm:gpu_cache_usage_perc",
                        "sglang:token_usage",
                        "trtllm_kv_cache_utilization",
                        "llamacpp:kv_cache_usage_ratio"));
        COMMON.put(
                EngineGauges.PROMPT_TOKENS,
                List.of("vllm:prompt_tokens_total", "sglang:prompt_tokens_total", "llamacpp:prompt_tokens_total"));
        COMMON.put(
                EngineGauges.GENERATED_TOKENS,
                List.of(
                        "vllm:generation_tokens_total",
                        "sglang:generation_tokens_total",
                        "llamacpp:tokens_predicted_total"));
        COMMON.put(EngineGauges.PREEMPTIONS, List.of("vllm:num_preemptions_total"));
        COMMON.put(
                EngineGauges.PREFIX_QUERIES,
                List.of("vllm:prefix_cache_queries_total", "vllm:gpu_prefix_cache_queries_total"));
        COMMON.put(
                EngineGauges.PREFIX_HITS, List.of("vllm:prefix_cache_hits_total", "vllm:gpu_prefix_cache_hits_total"));
    }

    private PrometheusText() {}

    /**
     * Returns the figures by common name where there is one, else by the server's; samples of one name are added up, save
     * shares, of which the largest counts. Lines that cannot be read are passed over, as are histograms' buckets.
     */
    public static Map<String, Double> figures(String text) {
        Map<String, Double> own = new TreeMap<>();
        text.lines().forEach(line -> take(line.strip(), own));
        Map<String, Double> figures = new TreeMap<>(own);
        COMMON.forEach((common, names) -> names.stream()
                .filter(own::containsKey)
                .findFirst()
                .ifPresent(name -> {
                    figures.put(common, own.get(name));
                    figures.remove(name);
                }));
        return figures;
    }

    private static void take(String line, Map<String, Double> figures) {
        int open = line.indexOf('{');
        int close = line.lastIndexOf('}');
        int nameTo = open >= 0 ? open : line.indexOf(' ');
        if (line.startsWith("#") || nameTo <= 0 || (open >= 0 && close < open)) {
            return;
        }
        String name = line.substring(0, nameTo);
        String[] rest = line.substring(open >= 0 ? close + 1 : nameTo).strip().split(" ");
        if (name.endsWith("_bucket") || name.endsWith("_created")) {
            return;
        }
        try {
            double value = Double.parseDouble(rest[0]);
            boolean isShare =
                    COMMON.getOrDefault(EngineGauges.CACHE_USED, List.of()).contains(name);
            if (Double.isFinite(value)) {
                figures.merge(name, value, isShare ? Math::max : Double::sum);
            }
        } catch (NumberFormatException unreadable) {
            // Not a sample.
        }
    }
}
