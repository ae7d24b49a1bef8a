package io.inferbench.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.ModelSignature;
import io.inferbench.api.Tensor;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.ConcurrentSession;
import io.inferbench.api.backend.DeviceTimed;
import io.inferbench.api.backend.EngineTimed;
import io.inferbench.api.backend.EnqueueTimed;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rules of a backend whose session is a {@link TensorSession}: B-05 … B-16 of {@code docs/contract.md}. */
public abstract class TensorSessionContract extends TensorSessionFixture {

    private static final int RUNS_PER_PREPARE = 10;
    private static final int MOST_CALLERS = 8;

    /** Creates the kit; called by JUnit once per test. */
    protected TensorSessionContract() {}

    @Test
    @Tag("required")
    @DisplayName("B-05 close works after a refused request and after a failed run")
    void closeWorksAfterAFailure() throws Exception {
        TensorSession session = openTensors();
        InferenceRequest empty = InferenceRequest.builder().build();
        Refusals.expect(BackendException.class, "prepare() without any input", () -> session.prepare(empty));
        Optional<InferenceRequest> failing = failingRequest();
        if (failing.isPresent()) {
            TensorCall call = session.prepare(failing.get());
            Refusals.expect(BackendException.class, "run() of failingRequest()", call::run);
            call.close();
            call.close();
        }
        session.close();
        session.close();
    }

    @Test
    @Tag("required")
    @DisplayName("B-06 use after close throws IllegalStateException")
    void useAfterCloseIsRefused() throws Exception {
        TensorSession session = openTensors();
        TensorCall closed = session.prepare(request());
        closed.run();
        closed.close();
        closed.close();
        Refusals.expect(IllegalStateException.class, "run() of a closed call", closed::run);
        TensorCall orphan = session.prepare(request());
        orphan.run();
        session.close();
        Refusals.expect(IllegalStateException.class, "run() after the session was closed", orphan::run);
        Refusals.expect(
                IllegalStateException.class,
                "prepare() after the session was closed",
                () -> session.prepare(request()));
        orphan.close();
    }

    @Test
    @Tag("required")
    @DisplayName("B-07 the request's buffers are left as they were")
    void requestIsLeftAsItWas() throws Exception {
        InferenceRequest request = request();
        List<Tensor> before = TensorCopy.of(request.inputs());
        try (TensorSession session = openTensors();
                TensorCall call = session.prepare(request)) {
            call.run();
            call.run();
            call.outputs();
        }
        for (int at = 0; at < before.size(); at++) {
            Tensor input = request.inputs().get(at);
            assertThat(input.bytes().position())
                    .as("position of input %s", input)
                    .isZero();
            assertThat(input.bytes().limit())
                    .as("limit of input %s", input)
                    .isEqualTo(input.bytes().capacity());
            assertThat(TensorCopy.content(input).equals(TensorCopy.content(before.get(at))))
                    .as("whether input %s has the content it had before", input)
                    .isTrue();
        }
    }

    @Test
    @Tag("required")
    @DisplayName("B-08 outputs match the signature")
    void outputsMatchTheSignature() throws Exception {
        InferenceRequest request = request();
        try (TensorSession session = openTensors();
                TensorCall call = session.prepare(request)) {
            ModelSignature signature = session.signature();
            SignatureMatch match = new SignatureMatch();
            assertThat(request.inputs().stream().map(Tensor::name))
                    .as("names of the inputs of request() against signature()")
                    .containsExactlyInAnyOrderElementsOf(names(signature.inputs()));
            for (Tensor input : request.inputs()) {
                match.check(input, signature.input(input.name()).orElseThrow());
            }
            call.run();
            List<Tensor> outputs = call.outputs();
            assertThat(outputs.stream().map(Tensor::name))
                    .as("names of the outputs, in order")
                    .isEqualTo(names(signature.outputs()));
            for (int at = 0; at < outputs.size(); at++) {
                match.check(outputs.get(at), signature.outputs().get(at));
                assertThat(outputs.get(at).bytes().position())
                        .as("position of output %s", outputs.get(at))
                        .isZero();
            }
        }
    }

    @Test
    @Tag("required")
    @DisplayName("B-09 outputs stay valid until the next run of their call")
    void outputsStayValidUntilTheNextRunOfTheirCall() throws Exception {
        try (TensorSession session = openTensors();
                TensorCall call = session.prepare(request())) {
            call.run();
            List<Tensor> outputs = call.outputs();
            List<Tensor> copies = TensorCopy.of(outputs);
            TensorCall other = session.prepare(otherRequest());
            for (int run = 0; run < 3; run++) {
                other.run();
                other.outputs();
            }
            assertThat(TensorCopy.sameBytes(outputs, copies))
                    .as("whether outputs are unchanged after another call of the session ran")
                    .isTrue();
            other.close();
            System.gc();
            assertThat(TensorCopy.sameBytes(outputs, copies))
                    .as("whether outputs are unchanged after another call of the session was closed")
                    .isTrue();
            assertThat(TensorCopy.sameBytes(call.outputs(), copies))
                    .as("whether outputs() asked again gives the latest run's outputs")
                    .isTrue();
        }
    }

    @Test
    @Tag("required")
    @DisplayName("B-10 the same request gives the same outputs within tolerance")
    void sameRequestGivesSameOutputs() throws Exception {
        List<Tensor> wanted = outputsOf(request());
        try (TensorSession session = openTensors();
                TensorCall call = session.prepare(request());
                TensorCall again = session.prepare(request())) {
            for (int run = 0; run < 5; run++) {
                call.run();
                assertSame(call.outputs(), wanted, "outputs of run " + run + " against another session's");
                again.run();
                assertSame(again.outputs(), wanted, "outputs of a second call, run " + run);
            }
        }
    }

    @Test
    @Tag("optional")
    @DisplayName("B-11 callers at once get what a single caller gets")
    void callersAtOnceGetWhatASingleCallerGets() throws Exception {
        List<Tensor> wanted = outputsOf(request());
        List<Tensor> otherWanted = outputsOf(otherRequest());
        try (TensorSession session = openTensors()) {
            Assumptions.assumeTrue(session instanceof ConcurrentSession, "the session is no ConcurrentSession");
            int most = ((ConcurrentSession) session).maxConcurrency();
            assertThat(most).as("maxConcurrency()").isPositive();
            ConcurrentCallers.run(Math.min(most, MOST_CALLERS), caller -> {
                boolean other = caller % 2 == 1;
                try (TensorCall call = session.prepare(other ? otherRequest() : request())) {
                    for (int run = 0; run < 20; run++) {
                        call.run();
                        assertSame(call.outputs(), other ? otherWanted : wanted, "outputs of caller " + caller);
                    }
                }
            });
        }
    }

    @Test
    @Tag("stochastic")
    @DisplayName("B-13 preparing and running again and again does not grow native memory")
    void runningDoesNotGrowMemory() throws Exception {
        InferenceRequest request = request();
        try (TensorSession session = openTensors()) {
            MemoryGrowth growth = new MemoryGrowth(allowedGrowthBytes(), this::deviceMemoryBytes);
            int prepares = Math.max(1, runs() / RUNS_PER_PREPARE);
            growth.assertNoneAfter(prepares, "prepare, " + RUNS_PER_PREPARE + " runs and close", () -> {
                try (TensorCall call = session.prepare(request)) {
                    for (int run = 0; run < RUNS_PER_PREPARE; run++) {
                        call.run();
                        call.outputs();
                    }
                }
            });
        }
    }

    @Test
    @Tag("required")
    @DisplayName("B-14 values changed between runs are seen by the next run")
    void changedValuesAreSeen() throws Exception {
        InferenceRequest request = RequestVariants.copy(request());
        InferenceRequest other = otherRequest();
        List<Tensor> wanted = outputsOf(request());
        List<Tensor> otherWanted = outputsOf(otherRequest());
        assertThat(TensorCopy.difference(otherWanted, wanted, tolerance()))
                .as("a difference between the outputs of request() and otherRequest();"
                        + " if the model answers both alike, override otherRequest()")
                .isPresent();
        try (TensorSession session = openTensors();
                TensorCall call = session.prepare(request)) {
            RequestVariants.overwrite(request, other);
            call.run();
            assertSame(call.outputs(), otherWanted, "outputs after the inputs changed between prepare and run");
            RequestVariants.overwrite(request, request());
            call.run();
            assertSame(call.outputs(), wanted, "outputs after the inputs changed back between two runs");
        }
    }

    @Test
    @Tag("required")
    @DisplayName("B-15 missing, unknown and misfit inputs are refused, naming all of them")
    void misfitInputsAreRefusedByName() throws Exception {
        try (TensorSession session = openTensors()) {
            List<Tensor> inputs = request().inputs();
            List<String> names = inputs.stream().map(Tensor::name).toList();
            Tensor unknown = RequestVariants.renamed(inputs.get(0), "no_such_input");
            List<Tensor> withUnknown = new ArrayList<>(inputs);
            withUnknown.add(unknown);
            assertRefused(session, List.of(), names, "without any input");
            assertRefused(session, withUnknown, List.of("no_such_input"), "with an unknown input");
            List<String> namesAndUnknown = new ArrayList<>(names);
            namesAndUnknown.add("no_such_input");
            assertRefused(session, List.of(unknown), namesAndUnknown, "with only an unknown input");
            List<Tensor> mistyped =
                    inputs.stream().map(RequestVariants::ofAnotherType).toList();
            assertRefused(session, mistyped, names, "with inputs of a wrong type");
            List<Tensor> misshaped =
                    inputs.stream().map(RequestVariants::ofHigherRank).toList();
            assertRefused(session, misshaped, names, "with inputs of a wrong shape");
            useOnce(session);
        }
    }

    @Test
    @Tag("optional")
    @DisplayName("B-16 device, enqueue and engine times lie within the caller's time")
    void ownTimesLieWithinTheCallersTime() throws Exception {
        try (TensorSession session = openTensors();
                TensorCall call = session.prepare(request())) {
            Assumptions.assumeTrue(
                    call instanceof DeviceTimed || call instanceof EnqueueTimed || call instanceof EngineTimed,
                    "the call is neither DeviceTimed nor EnqueueTimed nor EngineTimed");
            for (int run = 0; run < 5; run++) {
                long start = System.nanoTime();
                call.run();
                long elapsedNanos = System.nanoTime() - start;
                // A device's clock may tick a little faster than the host's.
                long mostNanos = elapsedNanos + elapsedNanos / 20 + 100_000;
                if (call instanceof DeviceTimed timed) {
                    assertThat(timed.deviceNanos()).as("deviceNanos()").isBetween(0L, mostNanos);
                }
                if (call instanceof EnqueueTimed timed) {
                    assertThat(timed.enqueueNanos()).as("enqueueNanos()").isBetween(0L, mostNanos);
                }
                if (call instanceof EngineTimed timed) {
                    assertThat(timed.engineNanos()).as("engineNanos()").isBetween(0L, mostNanos);
                }
            }
        }
    }

    private static void assertRefused(TensorSession session, List<Tensor> inputs, List<String> named, String how) {
        InferenceRequest.Builder request = InferenceRequest.builder();
        inputs.forEach(request::input);
        BackendException refusal = Refusals.expect(
                BackendException.class,
                "prepare() " + how,
                () -> session.prepare(request.build()).close());
        assertThat(refusal.getMessage())
                .as("text of the refusal of a request %s", how)
                .contains(named);
    }

    private static List<String> names(List<TensorSpec> specs) {
        return specs.stream().map(TensorSpec::name).toList();
    }
}
