package io.inferbench.core.serve;

import io.inferbench.api.ElementType;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.Prompt;
import io.inferbench.api.backend.RequestSession;
import io.inferbench.api.backend.Sampling;
import io.inferbench.api.backend.ServedRequest;
import io.inferbench.api.model.Tokenizer;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.workload.ServedWorkloadSession;
import io.inferbench.core.agreement.AgreementTask;
import io.inferbench.core.agreement.InputDigest;
import io.inferbench.core.agreement.RecordedRequest;
import io.inferbench.core.agreement.ReferenceFile;
import io.inferbench.core.serve.AnswerComparison.Finding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares what a server answers with the reference's answers, one request at a time and always greedy.
 *
 * <p>The workload's last requests are asked, since a load measures its first ones and a prefix cache would know them. The
 * reference is another server's answers, or what an engine in process generated from the same prompts: then its logits tell
 * whether a difference is a near-tie.
 */
public final class AnswerGate {

    /** As many as an engine in process is compared by; later ones mostly follow from the first difference. */
    private static final int MOST_TOKENS = 32;

    static final String TEXT = "text";
    static final String TOKENS = "tokens";

    private final RequestSession session;
    private final ServedWorkloadSession workload;
    private final Optional<Tokenizer> tokenizer;
    private final AgreementTask task;
    private final List<RecordedRequest> own = new ArrayList<>();

    /** Takes an open session and its workload. */
    public AnswerGate(
            RequestSession session, ServedWorkloadSession workload, Optional<Tokenizer> tokenizer, AgreementTask task) {
        this.session = session;
        this.workload = workload;
        this.tokenizer = tokenizer;
        this.task = task;
    }

    /**
     * Asks the last requests, each alone, and does with the answers what the task says.
     *
     * @param facts told how far answers agreed
     * @throws BackendException if one is not answered
     * @throws IOException if the reference's file cannot be read or written
     * @throws InterruptedException if this thread was interrupted
     */
    public Agreement before(Map<String, String> facts) throws BackendException, IOException, InterruptedException {
        int count = Math.min(task.requests(), workload.size());
        for (int back = 1; back <= count; back++) {
            own.add(asked(workload.size() - back));
        }
        if (task.mode() == AgreementTask.Mode.RECORD) {
            ReferenceFile.write(task.file().orElseThrow(), task.reference(), own);
            return new Agreement(Agreement.Status.REFERENCE, task.reference(), "", List.of());
        }
        return compared(ReferenceFile.read(task.file().orElseThrow()), facts);
    }

    /**
     * Asks the first of them again: a server that a load has changed must still answer as before.
     *
     * @throws InterruptedException if this thread was interrupted
     */
    public Agreement after() throws InterruptedException {
        RecordedRequest before = own.get(0);
        try {
            Finding finding = new AnswerComparison(tokenizer, task.tolerance()).of(before, asked(before.index()));
            return finding.isWrong()
                    ? new Agreement(
                            Agreement.Status.DISAGREES,
                            task.reference(),
                            "after the load the answer to request " + before.index() + " was another than before it: "
                                    + finding.words(),
                            List.of())
                    : new Agreement(agreeing(), task.reference(), "", List.of());
        } catch (BackendException silent) {
            return Agreement.notChecked("after the load " + silent.getMessage());
        }
    }

    private Agreement.Status agreeing() {
        return task.mode() == AgreementTask.Mode.COMPARE ? Agreement.Status.AGREES : Agreement.Status.REFERENCE;
    }

    private Agreement compared(List<RecordedRequest> reference, Map<String, String> facts) {
        AnswerComparison comparison = new AnswerComparison(tokenizer, task.tolerance());
        List<Finding> findings = own.stream()
                .flatMap(request -> reference.stream()
                        .filter(right -> right.inputsSha256().equals(request.inputsSha256()))
                        .findFirst()
                        .map(right -> comparison.of(right, request))
                        .stream())
                .toList();
        if (findings.isEmpty()) {
            return Agreement.notChecked("the reference, " + task.reference() + ", was asked none of the same prompts");
        }
        AnswerFindings all = new AnswerFindings(findings);
        facts.putAll(all.facts());
        return all.agreement(agreeing(), task.reference());
    }

    private RecordedRequest asked(int index) throws BackendException, InterruptedException {
        ServedRequest asked = workload.request(index);
        int most = Math.min(MOST_TOKENS, asked.maxNewTokens().orElse(MOST_TOKENS));
        ServedRequest greedy = ServedRequest.builder(asked.prompt())
                .maxNewTokens(most)
                .endIgnored(asked.endIgnored())
                .sampling(Sampling.greedy())
                .streamed(asked.streamed())
                .build();
        LoneAnswer.Words words = LoneAnswer.to(session.prepare(greedy));
        List<Tensor> outputs = new ArrayList<>();
        if (!words.text().isEmpty()) {
            outputs.add(bytes(words.text()));
        }
        words.tokens()
                .ifPresent(ids -> outputs.add(Tensor.ofLongs(
                        TOKENS,
                        new long[] {ids.length, 1},
                        Arrays.stream(ids).asLongStream().toArray())));
        return new RecordedRequest(index, digest(asked.prompt(), most), outputs);
    }

    private static Tensor bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Tensor tensor = Tensor.allocate(TEXT, ElementType.UINT8, bytes.length);
        tensor.bytes().duplicate().put(ByteBuffer.wrap(bytes));
        return tensor;
    }

    /** The same as an engine in process gets for the same tokens, so that the two find each other. */
    private String digest(Prompt prompt, int newTokens) {
        Optional<int[]> ids = prompt instanceof Prompt.Tokens tokens
                ? Optional.of(tokens.ids())
                : prompt instanceof Prompt.Text text
                        ? tokenizer.map(known -> known.encode(text.text(), true))
                        : Optional.empty();
        return ids.map(known -> InputDigest.of(GenerationRequest.builder(newTokens)
                        .sampling(Sampling.greedy())
                        .prompt(known)
                        .build()))
                .orElseGet(() -> InputDigest.of(prompt + " " + newTokens));
    }
}
