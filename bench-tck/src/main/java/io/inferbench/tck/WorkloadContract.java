package io.inferbench.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.Provider;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.GenerationLimits;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.workload.GenerationWorkloadSession;
import io.inferbench.api.workload.OutputCheck;
import io.inferbench.api.workload.TensorWorkloadSession;
import io.inferbench.api.workload.Workload;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSession;
import io.inferbench.api.workload.WorkloadSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The rules of every workload: W-01 … W-07 of {@code docs/contract.md}. */
public abstract class WorkloadContract extends ProviderContract {

    /** Creates the kit; called by JUnit once per test. */
    protected WorkloadContract() {}

    /** Returns a new instance of the workload, by its public no-argument constructor. */
    protected abstract Workload workload();

    /** Returns what to make: with a signature for tensors or limits for prompts, and the options of the test. */
    protected abstract WorkloadSpec spec() throws Exception;

    /** Returns right outputs of a request, for a workload that judges outputs (W-03). */
    protected Optional<List<Tensor>> rightOutputs(int index) throws Exception {
        return Optional.empty();
    }

    /** Returns wrong outputs of a request; by default the right ones with every element set to all one bits. */
    protected List<Tensor> wrongOutputs(int index) throws Exception {
        List<Tensor> wrong = TensorCopy.of(rightOutputs(index).orElseThrow());
        for (Tensor tensor : wrong) {
            // The bit pattern of NaN in every floating-point type.
            for (int at = 0; at < tensor.bytes().capacity(); at++) {
                tensor.bytes().put(at, (byte) 0xff);
            }
        }
        return wrong;
    }

    /** Returns specifications that {@code open} must refuse, by a word that the refusal must hold (W-06). */
    protected Map<String, WorkloadSpec> misfits() throws Exception {
        return Map.of();
    }

    @Override
    final Provider provider() {
        return workload();
    }

    @Override
    final Class<? extends Provider> kind() {
        return Workload.class;
    }

    @Test
    @Tag("required")
    @DisplayName("W-01 the same specification gives the same requests, in any locale")
    @ResourceLock(Resources.LOCALE)
    void sameSpecificationGivesSameRequests() throws Exception {
        List<String> wanted = allRequests();
        assertThat(allRequests()).as("requests of a second session").isEqualTo(wanted);
        for (Locale locale : Locales.AWKWARD) {
            assertThat(Locales.with(locale, this::allRequests))
                    .as("requests in %s", locale)
                    .isEqualTo(wanted);
        }
    }

    @Test
    @Tag("required")
    @DisplayName("W-02 a request has the same content every time")
    void requestHasTheSameContentEveryTime() throws Exception {
        try (WorkloadSession session = workload().open(spec())) {
            List<String> wanted = RequestContent.ofAll(session);
            for (int index = session.size() - 1; index >= 0; index--) {
                assertThat(RequestContent.of(session, index))
                        .as("request %d, asked again", index)
                        .isEqualTo(wanted.get(index));
            }
        }
    }

    @Test
    @Tag("optional")
    @DisplayName("W-03 check passes right outputs and fails wrong ones")
    void checkTellsRightFromWrong() throws Exception {
        Assumptions.assumeTrue(
                rightOutputs(0).isPresent(), "the workload does not judge outputs: rightOutputs() is empty");
        try (WorkloadSession session = workload().open(spec())) {
            assertThat(session).as("a session that judges outputs").isInstanceOf(TensorWorkloadSession.class);
            TensorWorkloadSession tensors = (TensorWorkloadSession) session;
            for (int index = 0; index < session.size(); index++) {
                OutputCheck right = tensors.check(index, rightOutputs(index).orElseThrow());
                assertThat(right.status())
                        .as("status of right outputs of request %d (%s)", index, right.explanation())
                        .isEqualTo(OutputCheck.Status.PASSED);
                OutputCheck wrong = tensors.check(index, wrongOutputs(index));
                assertThat(wrong.status())
                        .as("status of wrong outputs of request %d", index)
                        .isEqualTo(OutputCheck.Status.FAILED);
                assertThat(wrong.explanation()).as("why the outputs are wrong").isNotBlank();
            }
        }
    }

    @Test
    @Tag("required")
    @DisplayName("W-04 requests fit what was asked for and what the model takes")
    void requestsFit() throws Exception {
        WorkloadSpec spec = spec();
        try (WorkloadSession session = workload().open(spec)) {
            assertThat(session.size()).as("size()").isPositive();
            assertThat(session.facts()).as("facts()").isNotNull();
            for (int index = 0; index < session.size(); index++) {
                if (session instanceof TensorWorkloadSession tensors) {
                    assertFits(tensors.request(index), spec);
                } else if (session instanceof GenerationWorkloadSession prompts) {
                    assertFits(prompts.request(index), spec);
                }
            }
        }
    }

    @Test
    @Tag("required")
    @DisplayName("W-05 a place outside the list is refused")
    void placeOutsideTheListIsRefused() throws Exception {
        try (WorkloadSession session = workload().open(spec())) {
            for (int index : new int[] {-1, session.size(), Integer.MAX_VALUE}) {
                Refusals.expect(
                        IndexOutOfBoundsException.class,
                        "request(" + index + ") of " + session.size(),
                        () -> RequestContent.of(session, index));
            }
        }
    }

    @Test
    @Tag("required")
    @DisplayName("W-06 what does not fit is refused by open, naming it")
    void misfitsAreRefused() throws Exception {
        Map<String, WorkloadSpec> misfits = misfits();
        Assumptions.assumeFalse(misfits.isEmpty(), "no misfit is known: misfits() is empty");
        for (Map.Entry<String, WorkloadSpec> misfit : misfits.entrySet()) {
            WorkloadException refusal = Refusals.expect(
                    WorkloadException.class,
                    "open() of the misfit about '" + misfit.getKey() + "'",
                    () -> workload().open(misfit.getValue()).close());
            assertThat(refusal.getMessage()).as("text of the refusal").contains(misfit.getKey());
        }
    }

    @Test
    @Tag("required")
    @DisplayName("W-07 close is idempotent, and sessions do not depend on each other")
    void closeIsIdempotent() throws Exception {
        WorkloadSession one = workload().open(spec());
        try (WorkloadSession other = workload().open(spec())) {
            List<String> wanted = RequestContent.ofAll(other);
            assertThat(RequestContent.ofAll(one))
                    .as("requests of two open sessions")
                    .isEqualTo(wanted);
            one.close();
            one.close();
            assertThat(RequestContent.ofAll(other))
                    .as("requests after another session was closed")
                    .isEqualTo(wanted);
        }
    }

    private List<String> allRequests() throws Exception {
        try (WorkloadSession session = workload().open(spec())) {
            return RequestContent.ofAll(session);
        }
    }

    private static void assertFits(InferenceRequest request, WorkloadSpec spec) {
        assertThat(request.sampleCount()).as("sampleCount()").isEqualTo(spec.batchSize());
        spec.signature().ifPresent(signature -> {
            assertThat(request.inputs().stream().map(Tensor::name))
                    .as("names of the inputs")
                    .containsExactlyInAnyOrderElementsOf(signature.inputs().stream()
                            .map(input -> input.name())
                            .toList());
            SignatureMatch match = new SignatureMatch();
            request.inputs()
                    .forEach(tensor ->
                            match.check(tensor, signature.input(tensor.name()).orElseThrow()));
        });
        request.tokenCount()
                .ifPresent(count -> assertThat(count)
                        .as("tokenCount(): at least one per sample")
                        .isGreaterThanOrEqualTo(request.sampleCount()));
    }

    private static void assertFits(GenerationRequest request, WorkloadSpec spec) {
        assertThat(request.batchSize()).as("batchSize()").isEqualTo(spec.batchSize());
        spec.newTokens()
                .ifPresent(count ->
                        assertThat(request.maxNewTokens()).as("maxNewTokens()").isEqualTo(count));
        spec.sequenceLength()
                .ifPresent(length -> assertThat(request.prompts())
                        .as("prompts")
                        .allSatisfy(prompt -> assertThat(prompt).hasSize(length)));
        spec.limits().ifPresent(limits -> assertFits(request, limits));
    }

    private static void assertFits(GenerationRequest request, GenerationLimits limits) {
        assertThat(request.batchSize()).as("batchSize()").isLessThanOrEqualTo(limits.maxBatchSize());
        assertThat(request.longestPrompt() + (long) request.maxNewTokens())
                .as("longest prompt and its new tokens")
                .isLessThanOrEqualTo(limits.contextLength());
        assertThat(request.prompts().stream().flatMapToInt(Arrays::stream))
                .as("ids of the prompts")
                .allMatch(id -> id >= 0 && id < limits.vocabularySize(), "is in the vocabulary");
    }
}
