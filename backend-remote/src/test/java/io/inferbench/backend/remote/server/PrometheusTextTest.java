package io.inferbench.backend.remote.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.backend.EngineGauges;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The metrics of several servers, as they show them. */
class PrometheusTextTest {

    @Test
    void vllm() {
        Map<String, Double> figures = PrometheusText.figures("""
                # HELP vllm:num_requests_running Number of requests in model execution batches.
                # TYPE vllm:num_requests_running gauge
                vllm:num_requests_running{engine="0",model_name="m"} 12.0
                vllm:num_requests_running{engine="1",model_name="m"} 4.0
                vllm:num_requests_waiting{engine="0",model_name="a } in a label"} 3.0
                vllm:kv_cache_usage_perc{engine="0"} 0.25
                vllm:kv_cache_usage_perc{engine="1"} 0.75
                vllm:generation_tokens_total{engine="0"} 1.5e+06
                vllm:generation_tokens_created{engine="0"} 1.76e+09
                vllm:e2e_request_latency_seconds_bucket{le="0.3"} 5.0
                vllm:e2e_request_latency_seconds_count 7 1760000000000
                vllm:broken NaN
                no value
                """);

        assertThat(figures)
                .containsEntry(EngineGauges.REQUESTS_RUNNING, 16.0)
                .containsEntry(EngineGauges.REQUESTS_WAITING, 3.0)
                .containsEntry(EngineGauges.CACHE_USED, 0.75)
                .containsEntry(EngineGauges.GENERATED_TOKENS, 1.5e6)
                .containsEntry("vllm:e2e_request_latency_seconds_count", 7.0)
                .hasSize(5);
    }

    @Test
    void sglangAndLlamaServer() {
        assertThat(PrometheusText.figures("sglang:num_running_reqs{tp_rank=\"0\"} 5\nsglang:num_queue_reqs 1\n"))
                .isEqualTo(Map.of(EngineGauges.REQUESTS_RUNNING, 5.0, EngineGauges.REQUESTS_WAITING, 1.0));
        assertThat(PrometheusText.figures("llamacpp:requests_processing 2\nllamacpp:tokens_predicted_total 9\n"))
                .isEqualTo(Map.of(EngineGauges.REQUESTS_RUNNING, 2.0, EngineGauges.GENERATED_TOKENS, 9.0));
    }

    @Test
    void whatIsNoMetricsTextGivesNothing() {
        assertThat(PrometheusText.figures("<html>{\"a\": 1}</html>\n\n")).isEmpty();
    }
}
