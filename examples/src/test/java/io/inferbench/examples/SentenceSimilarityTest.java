package io.inferbench.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.ProgressListener;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.model.ModelSource;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.api.model.Tokenizer;
import io.inferbench.api.option.Options;
import io.inferbench.api.workload.OutputCheck;
import io.inferbench.api.workload.TensorWorkloadSession;
import io.inferbench.api.workload.Workload;
import io.inferbench.api.workload.WorkloadSpec;
import io.inferbench.core.discovery.ProviderCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real weights, the real tokenizer and real sentences, through the same model source, workload and backend that a plan
 * names: if anything on the way were wrong, similar sentences would not come out similar.
 */
class SentenceSimilarityTest {

    private static final String MODEL = "classpath:all-minilm-l6-v2.onnx";
    private static final int SENTENCES = 24;

    private final ProviderCatalog catalog = ProviderCatalog.discover();

    @TempDir
    private Path folder;

    @Test
    void eachSentenceIsNearestToTheOneThatSaysTheSame() throws Exception {
        ModelSource source = catalog.modelSources().all().stream()
                .filter(candidate -> candidate.claims(MODEL))
                .findFirst()
                .orElseThrow();
        Backend backend = catalog.backends().find("ort-cpu").orElseThrow();
        try (Model model = source.open(ModelSpec.builder(MODEL, folder).build())) {
            ModelArtifact file = model.materialize(ModelFormat.ONNX, ProgressListener.NONE);
            SessionSpec session = SessionSpec.builder(file, folder).build();
            try (TensorSession engine = (TensorSession) backend.open(session);
                    Tokenizer tokenizer = model.tokenizer().orElseThrow();
                    TensorWorkloadSession sentences = sentences(engine, tokenizer);
                    TensorCall call = engine.prepare(sentences.request(0))) {
                call.run();

                assertThat(sentences.check(0, call.outputs())).isEqualTo(OutputCheck.passed());
                double[][] meanings = meanings(
                        call.outputs().get(0),
                        sentences.request(0).input("attention_mask").orElseThrow());
                for (int sentence = 0; sentence < SENTENCES; sentence++) {
                    // Pairs stand on neighbouring lines of the file.
                    assertThat(nearest(meanings, sentence))
                            .as("nearest to sentence %d", sentence)
                            .isEqualTo(sentence ^ 1);
                }
            }
        }
    }

    private TensorWorkloadSession sentences(TensorSession engine, Tokenizer tokenizer) throws Exception {
        Workload workload = catalog.workloads().find("text-classification").orElseThrow();
        Map<String, String> options = Map.of("file", "classpath:data/pairs.tsv", "check", "similarity");
        return (TensorWorkloadSession) workload.open(WorkloadSpec.builder()
                .batchSize(SENTENCES)
                .signature(engine.signature())
                .tokenizer(tokenizer)
                .options(Options.parse(workload.options(), options))
                .build());
    }

    /** The mean over the real tokens of each sentence, at length one: what this model was trained for. */
    private static double[][] meanings(Tensor hiddenStates, Tensor mask) {
        int length = Math.toIntExact(hiddenStates.shape()[1]);
        int width = Math.toIntExact(hiddenStates.shape()[2]);
        double[][] meanings = new double[SENTENCES][width];
        for (int sentence = 0; sentence < SENTENCES; sentence++) {
            for (int token = 0; token < length; token++) {
                long place = (long) sentence * length + token;
                for (int i = 0; i < width; i++) {
                    meanings[sentence][i] += mask.value(place) * hiddenStates.value(place * width + i);
                }
            }
            double norm = Math.sqrt(dot(meanings[sentence], meanings[sentence]));
            for (int i = 0; i < width; i++) {
                meanings[sentence][i] /= norm;
            }
        }
        return meanings;
    }

    private static int nearest(double[][] meanings, int to) {
        int nearest = to == 0 ? 1 : 0;
        for (int other : others(to)) {
            if (dot(meanings[other], meanings[to]) > dot(meanings[nearest], meanings[to])) {
                nearest = other;
            }
        }
        return nearest;
    }

    private static List<Integer> others(int than) {
        return IntStream.range(0, SENTENCES).filter(i -> i != than).boxed().toList();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
