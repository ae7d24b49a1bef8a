package io.inferbench.core.config;

import java.util.Map;

/** Plans for tests. */
final class Plans {

    static final String SMALLEST = """
            trials:
              backends: ort-cpu
              models: bert-base
              workloads: synthetic-tokens
            """;

    static final String FULL = """
            name: full
            seed: -7
            backends:
              - ort-cpu
              - id: openai
                options:
                  url: http://localhost:8000
                  api_key: ${env:API_KEY}
                  start:
                    command: [vllm, serve]
                    timeout: 5m
            trials:
              - models:
                  - bert-base
                  - reference: models/my.onnx
                    checkpoint: weights
                    options: {labels: 3}
                workloads: [synthetic-tokens, {id: raw-tensors, options: {shape: "a:1x2,b:3"}}]
                parameters:
                  batch: 1;8
                  precision: [fp32, fp16]
                  "sequence_length,new_tokens": [[60, 20], "128,20"]
                  backend.threads.intra: [1, 2]
                exclude:
                  - {backend: ort-cpu, batch: [1, 8]}
                include:
                  - batch: 64
              - backends: [openai]
                models: bert-base
                workloads: synthetic-tokens
            execution:
              isolation: in-process
              forks: 3
              order: interleaved
              time_limit: 1h
              on_unavailable: skip
              jvm_arguments: [-Xmx4g, -XX:+UseZGC]
            warm_up: {min_calls: 1, min_time: 10ms, max_time: 1.5s, windows: 6, tolerance: 1e-2}
            measurement:
              min_calls: 2
              min_time: 0s
              max_calls: 9
              max_time: PT1M
              target_relative_error: 0.5
              confidence: 0.9
              cool_down: 1s
              gpu_interval: 20ms
            agreement: {enabled: false, reference: ort-cpu, requests: 2, tolerances: {fp16: 0.5}}
            percentiles: [99, 50]
            sinks: [json]
            results: out
            cache: models
            """;

    static final ProviderChoice OPENAI = new ProviderChoice(
            "openai",
            Map.of(
                    "url", "http://localhost:8000",
                    "api_key", "${env:API_KEY}",
                    "start.command", "vllm,serve",
                    "start.timeout", "5m"));

    private Plans() {}
}
