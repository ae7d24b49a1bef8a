package io.inferbench.core.agreement;

import io.inferbench.api.Tensor;
import io.inferbench.api.report.Agreement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a gate has found so far, and what that comes to. */
final class GateFindings {

    private static final int MOST_PROBLEMS = 5;

    private final AgreementTask task;
    private final List<String> problems = new ArrayList<>();

    GateFindings(AgreementTask task) {
        this.task = task;
    }

    /** Adds something that is wrong whatever the reference says. */
    void add(String problem) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(problem);
        }
    }

    /** Does with the fork's own outputs what the task asks for. */
    Agreement conclude(List<RecordedRequest> own) throws IOException {
        return conclude(own, this::compare);
    }

    /** Does the same with generated tokens and their logits. */
    Agreement concludeGeneration(List<RecordedRequest> own) throws IOException {
        return conclude(
                own,
                (expected, actual, errors) -> TokenComparison.compare(expected, actual, task.tolerance(), errors)
                        .ifPresent(problem -> add("request " + actual.index() + ": " + problem)));
    }

    private Agreement conclude(List<RecordedRequest> own, Comparison comparison) throws IOException {
        return switch (task.mode()) {
            case OFF -> Agreement.notChecked(task.explanation());
            case ALONE -> alone(own);
            case RECORD -> record(own);
            case REPEAT, COMPARE -> compare(own, comparison);
        };
    }

    /** How one request is held against the reference's. */
    private interface Comparison {

        void compare(RecordedRequest expected, RecordedRequest actual, OutputErrors errors);
    }

    private Agreement alone(List<RecordedRequest> own) {
        lookForNumbers(own);
        return problems.isEmpty() ? Agreement.notChecked(task.explanation()) : disagreement(List.of());
    }

    private Agreement record(List<RecordedRequest> own) throws IOException {
        lookForNumbers(own);
        if (!problems.isEmpty()) {
            return disagreement(List.of());
        }
        ReferenceFile.write(file(), task.reference(), own);
        return new Agreement(Agreement.Status.REFERENCE, task.reference(), "", List.of());
    }

    private Path file() {
        return task.file()
                .orElseThrow(() -> new IllegalStateException("a task of mode " + task.mode() + " names a file"));
    }

    private void lookForNumbers(List<RecordedRequest> own) {
        for (RecordedRequest request : own) {
            for (Tensor tensor : request.outputs()) {
                firstNotFinite(tensor)
                        .ifPresent(at -> add("output '" + tensor.name() + "' of request " + request.index() + " is "
                                + tensor.value(at) + " at element " + at));
            }
        }
    }

    private static Optional<Long> firstNotFinite(Tensor tensor) {
        if (!tensor.type().isFloatingPoint()) {
            return Optional.empty();
        }
        for (long i = 0; i < tensor.elementCount(); i++) {
            if (!Double.isFinite(tensor.value(i))) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private Agreement compare(List<RecordedRequest> own, Comparison comparison) throws IOException {
        List<RecordedRequest> reference = ReferenceFile.read(file());
        OutputErrors errors = new OutputErrors(task.tolerance());
        for (RecordedRequest request : own) {
            Optional<RecordedRequest> expected = reference.stream()
                    .filter(recorded -> recorded.index() == request.index())
                    .findFirst();
            if (expected.isEmpty()) {
                add("the reference did not run request " + request.index());
            } else if (!expected.get().inputsSha256().equals(request.inputsSha256())) {
                add("request " + request.index() + " is not the one that the reference got: SHA-256 of the inputs is "
                        + request.inputsSha256() + " here and "
                        + expected.get().inputsSha256() + " there");
            } else {
                comparison.compare(expected.get(), request, errors);
            }
        }
        return verdict(errors);
    }

    private void compare(RecordedRequest expected, RecordedRequest actual, OutputErrors errors) {
        for (Tensor right : expected.outputs()) {
            Optional<Tensor> found = actual.output(right.name());
            if (found.isEmpty()) {
                add("output '" + right.name() + "' is missing");
            } else {
                errors.add(right, found.get()).ifPresent(problem -> add("request " + actual.index() + ": " + problem));
            }
        }
    }

    private Agreement verdict(OutputErrors errors) {
        if (!problems.isEmpty()) {
            return disagreement(errors.errors());
        }
        if (!errors.isWithinTolerance()) {
            add("outputs differ from the reference's on the same inputs");
            return disagreement(errors.errors());
        }
        return new Agreement(agreeing(), task.reference(), "", errors.errors());
    }

    private Agreement.Status agreeing() {
        return switch (task.mode()) {
            case RECORD, REPEAT -> Agreement.Status.REFERENCE;
            case COMPARE -> Agreement.Status.AGREES;
            case OFF, ALONE -> Agreement.Status.NOT_CHECKED;
        };
    }

    private Agreement disagreement(List<Agreement.OutputError> errors) {
        return new Agreement(Agreement.Status.DISAGREES, task.reference(), String.join("; ", problems), errors);
    }

    /** Compares a fork with its own earlier self; what was right then must be right still. */
    Agreement compareAgain(RecordedRequest before, List<Tensor> outputs) {
        OutputErrors errors = new OutputErrors(task.tolerance());
        compare(before, new RecordedRequest(before.index(), before.inputsSha256(), outputs), errors);
        if (problems.isEmpty() && errors.isWithinTolerance()) {
            return new Agreement(agreeing(), task.reference(), alone() ? task.explanation() : "", List.of());
        }
        problems.add(
                0, "after the measurement the answer to request " + before.index() + " was another than before it");
        return disagreement(errors.errors());
    }

    /** Holds a fork's generated tokens against its own earlier ones. */
    Agreement compareTokensAgain(RecordedRequest before, RecordedRequest again) {
        Tensor right = before.output(GenerationGate.TOKENS).orElseThrow();
        Tensor found = again.output(GenerationGate.TOKENS).orElseThrow();
        if (right.bytes().duplicate().equals(found.bytes().duplicate())) {
            return new Agreement(agreeing(), task.reference(), alone() ? task.explanation() : "", List.of());
        }
        add("after the measurement request " + before.index() + " gave other tokens than before it");
        return disagreement(List.of());
    }

    private boolean alone() {
        return task.mode() == AgreementTask.Mode.ALONE;
    }
}
