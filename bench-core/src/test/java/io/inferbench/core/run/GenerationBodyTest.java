package io.inferbench.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.report.Stage;
import io.inferbench.api.report.Trial;
import io.inferbench.core.agreement.AgreementTask;
import io.inferbench.core.config.LoadSettings;
import io.inferbench.core.config.ModelChoice;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.plan.PlannedTrial;
import io.inferbench.tck.doubles.FakeBackend;
import io.inferbench.tck.doubles.FakeModelSource;
import io.inferbench.tck.doubles.FakeWorkload;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationBodyTest {

    private static final int NEW_TOKENS = 5;
    private static final int BATCH = 2;
    private static final int PROMPT = 7;

    @TempDir
    Path folder;

    private ForkOutcome run(Map<String, String> backendOptions, AgreementTask agreement, int newTokens)
            throws InterruptedException {
        Map<String, String> parameters = Map.of(
                "batch", Integer.toString(BATCH),
                "sequence_length", Integer.toString(PROMPT),
                "new_tokens", Integer.toString(newTokens));
        ProviderChoice backend = new ProviderChoice("fake", backendOptions);
        Trial trial = new Trial(
                "fake/generation",
                "fake",
                FakeModelSource.GENERATION_MODEL,
                "fake-requests",
                parameters,
                backendOptions,
                Map.of(),
                Map.of());
        PlannedTrial planned = new PlannedTrial(
                trial,
                backend,
                ModelChoice.of(FakeModelSource.GENERATION_MODEL),
                ProviderChoice.of("fake-requests"),
                Optional.empty());
        ForkAssignment assignment = new ForkAssignment(
                planned,
                0,
                ForkAssignment.Purpose.MEASURE,
                7,
                FakeTrials.WARM_UP,
                FakeTrials.MEASUREMENT,
                LoadSettings.DEFAULT,
                agreement,
                false,
                folder,
                folder);
        TrialProviders providers = new TrialProviders(new FakeBackend(), new FakeModelSource(), new FakeWorkload());
        return new TrialBody(assignment, providers, false, ForkListener.NONE).run();
    }

    private static ForkResult finished(ForkOutcome outcome) {
        assertThat(outcome).isInstanceOf(ForkOutcome.Finished.class);
        return ((ForkOutcome.Finished) outcome).result();
    }

    private AgreementTask task(AgreementTask.Mode mode) {
        return new AgreementTask(mode, Optional.of(folder.resolve("reference.bin")), "fake fp32", 2, 1e-3, "");
    }

    @Test
    void everyGenerationAndEveryStepIsARow() throws InterruptedException {
        ForkResult result = finished(run(Map.of("latency", "20us"), AgreementTask.off(), NEW_TOKENS));

        SampleTable calls = result.table(TableNames.ITERATIONS).orElseThrow();
        SampleTable steps = result.table(TableNames.STEPS).orElseThrow();
        SampleTable decodes = result.table(TableNames.DECODES).orElseThrow();
        assertThat(result.phase(Stage.MEASUREMENT).orElseThrow().facts())
                .containsEntry("calls", Integer.toString(calls.rows()));
        assertThat(calls.rows()).isGreaterThanOrEqualTo(20);
        assertThat(calls.column("output_tokens")).containsOnly(NEW_TOKENS * BATCH);
        assertThat(steps.rows()).isEqualTo(calls.rows() * (NEW_TOKENS - 1));
        assertThat(decodes.rows()).isEqualTo(calls.rows());
        for (int call = 0; call < calls.rows(); call++) {
            int first = call * (NEW_TOKENS - 1);
            long gaps = 0;
            for (int step = 0; step < NEW_TOKENS - 1; step++) {
                assertThat(steps.column("call")[first + step]).isEqualTo(call);
                assertThat(steps.column("step")[first + step]).isEqualTo(step + 1);
                assertThat(steps.column("context")[first + step]).isEqualTo(PROMPT + step);
                assertThat(steps.column("tokens")[first + step]).isEqualTo(BATCH);
                assertThat(steps.column("itl_ns")[first + step]).isGreaterThanOrEqualTo(20_000);
                gaps += steps.column("itl_ns")[first + step];
            }
            assertThat(calls.column("ttft_ns")[call] + gaps)
                    .as("first token and gaps make the whole")
                    .isEqualTo(calls.column("e2el_ns")[call]);
            assertThat(decodes.column("tpot_ns")[call]).isEqualTo(gaps / (NEW_TOKENS - 1));
        }
    }

    @Test
    void aSingleTokenHasNoTimePerFurtherToken() throws InterruptedException {
        ForkResult result = finished(run(Map.of(), AgreementTask.off(), 1));

        assertThat(result.table(TableNames.STEPS).orElseThrow().rows()).isZero();
        assertThat(result.table(TableNames.DECODES).orElseThrow().rows()).isZero();
        SampleTable calls = result.table(TableNames.ITERATIONS).orElseThrow();
        assertThat(calls.column("ttft_ns")).isEqualTo(calls.column("e2el_ns"));
    }

    @Test
    void theSameModelAgreesAndALiarDoesNot() throws InterruptedException {
        assertThat(finished(run(Map.of(), task(AgreementTask.Mode.RECORD), NEW_TOKENS))
                        .agreement()
                        .status())
                .isEqualTo(Agreement.Status.REFERENCE);

        Agreement honest = finished(run(Map.of(), task(AgreementTask.Mode.COMPARE), NEW_TOKENS))
                .agreement();
        assertThat(honest.status()).isEqualTo(Agreement.Status.AGREES);
        assertThat(honest.errors()).singleElement().satisfies(error -> {
            assertThat(error.output()).isEqualTo("logits");
            assertThat(error.elements()).isEqualTo(2L * NEW_TOKENS * BATCH * 64);
            assertThat(error.maxAbsoluteError()).isZero();
        });

        Agreement liar = finished(run(Map.of("misbehaviour", "lies"), task(AgreementTask.Mode.COMPARE), NEW_TOKENS))
                .agreement();
        assertThat(liar.status()).isEqualTo(Agreement.Status.DISAGREES);
        assertThat(liar.explanation()).contains("chose token").contains("the reference");
    }

    @Test
    void tokensOfAllSequencesCountInTheInputs() throws InterruptedException {
        ForkResult result = finished(run(Map.of(), AgreementTask.off(), NEW_TOKENS));

        SampleTable inputs = result.table(TableNames.INPUTS).orElseThrow();
        assertThat(inputs.column("sample_count")).containsOnly(BATCH);
        assertThat(LongStream.of(inputs.column("token_count")).boxed()).containsOnly((long) BATCH * PROMPT);
    }
}
