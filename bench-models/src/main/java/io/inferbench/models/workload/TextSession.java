package io.inferbench.models.workload;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.workload.OutputCheck;
import io.inferbench.api.workload.TensorWorkloadSession;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Requests over tokenised texts. */
final class TextSession implements TensorWorkloadSession {
    private final List<InferenceRequest> requests = new ArrayList<>();
    private final List<List<Sample>> batches = new ArrayList<>();
    private final TextClassification.Property property;
    private final Map<String, String> facts = new TreeMap<>();

    TextSession(WorkloadSpec spec, EncoderInputs inputs, PaddedLength length, List<Sample> samples, List<int[]> encoded)
            throws WorkloadException {
        property = spec.options().get(TextClassification.CHECK);
        int batch = spec.batchSize();
        long real = 0;
        long padded = 0;
        for (int from = 0; from < samples.size(); from += batch) {
            List<int[]> rows = new ArrayList<>();
            List<Sample> chosen = new ArrayList<>();
            for (int i = from; i < from + batch; i++) {
                rows.add(encoded.get(i % samples.size()));
                chosen.add(samples.get(i % samples.size()));
            }
            int tokens = rows.stream().mapToInt(r -> r.length).sum();
            int longest = rows.stream().mapToInt(r -> r.length).max().orElse(0);
            int width = length.of(longest);
            real += tokens;
            padded += (long) batch * width;
            requests.add(request(inputs.tensors(rows, width), batch, tokens));
            batches.add(chosen);
        }
        describe(spec, length, samples, real, padded);
    }

    private static InferenceRequest request(List<Tensor> inputs, int batch, int tokens) {
        InferenceRequest.Builder builder =
                InferenceRequest.builder().sampleCount(batch).tokenCount(tokens);
        inputs.forEach(builder::input);
        return builder.build();
    }

    private void describe(WorkloadSpec spec, PaddedLength length, List<Sample> samples, long real, long padded) {
        facts.put("file", spec.options().get(TextClassification.FILE));
        facts.put("samples", Integer.toString(samples.size()));
        facts.put("padding", length.padding().name().toLowerCase(Locale.ROOT));
        facts.put("real_tokens", Long.toString(real));
        facts.put("padded_tokens", Long.toString(padded));
    }

    @Override
    public int size() {
        return requests.size();
    }

    @Override
    public InferenceRequest request(int index) {
        return requests.get(index);
    }

    @Override
    public OutputCheck check(int index, List<Tensor> outputs) {
        return switch (property) {
            case NOTHING -> OutputCheck.notChecked();
            case LABELS -> LabelChecks.labels(batches.get(index), outputs.get(0));
            case SIMILARITY -> similarity(index, outputs.get(0));
        };
    }

    private OutputCheck similarity(int index, Tensor output) {
        Optional<Tensor> mask = requests.get(index).input("attention_mask");
        if (output.shape().length == 3 && mask.isEmpty()) {
            return OutputCheck.notChecked();
        }
        return LabelChecks.similarity(batches.get(index), LabelChecks.embeddings(output, mask.orElse(output)));
    }

    @Override
    public Map<String, String> facts() {
        return Map.copyOf(facts);
    }

    @Override
    public void close() {
        // Requests are memory only.
    }
}
