package io.inferbench.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.model.ModelFormat;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.PlanException;
import io.inferbench.core.config.PlanReader;
import io.inferbench.core.config.PlanWriter;
import io.inferbench.core.discovery.ProviderCatalog;
import io.inferbench.core.plan.FakeProviders.FakeBackend;
import io.inferbench.core.plan.FakeProviders.FakeSink;
import io.inferbench.core.plan.FakeProviders.FakeWorkload;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectivePlanTest {

    private static final ProviderCatalog CATALOG = ProviderCatalog.builder()
            .add(FakeBackend.of("alpha", ModelFormat.ONNX))
            .add(new FakeWorkload("tokens"))
            .add(new FakeSink("json"))
            .build();

    @Test
    void secretsAreMaskedWhereverTheyAreWritten() throws PlanException {
        EffectivePlan plan = EffectivePlan.of(read("""
                        trials:
                          - backends:
                              - {id: alpha, options: {api_key: hunter2, url: shown}}
                              - {id: alpha, options: {api_key: "${env:KEY}"}}
                              - {id: alpha, options: {api_key: "${env:KEY:-hunter2}"}}
                              - {id: absent, options: {anything: hunter2}}
                            models: m
                            workloads: tokens
                            parameters: {backend.api_key: [hunter2, "${env:KEY}"], backend.url: [also-shown]}
                            exclude: {backend.api_key: hunter2}
                            include: {backend.api_key: hunter2}
                        sinks: {id: json, options: {url: shown-too}}
                        """), CATALOG);

        String json = PlanWriter.json(plan.values());
        assertThat(json)
                .doesNotContain("hunter2")
                .contains("\"api_key\":\"***\"", "\"api_key\":\"${env:KEY}\"", "\"anything\":\"***\"")
                .contains("\"backend.api_key\":[\"***\",\"${env:KEY}\"]")
                .contains("\"shown\"", "also-shown", "shown-too");
    }

    @Test
    void withoutSecretsItReadsBackAsTheSameConfiguration() throws PlanException {
        BenchmarkConfig config = read("""
                trials:
                  backends: {id: alpha, options: {url: here, threads: 2}}
                  models: m
                  workloads: tokens
                """);
        EffectivePlan plan = EffectivePlan.of(config, CATALOG);

        BenchmarkConfig again = PlanReader.read("report.json", PlanWriter.json(plan.values()), List.of())
                .config();

        assertThat(again).isEqualTo(config);
        assertThat(plan.sha256()).isEqualTo(PlanWriter.sha256(plan.values()));
    }

    private static BenchmarkConfig read(String text) throws PlanException {
        return PlanReader.read("plan.yaml", text, List.of()).config();
    }
}
