package io.inferbench.models.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/** The models that have a name. The {@code -test} ones are as small as an architecture can be shown with. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Presets {

    private static final Map<String, TransformerSpec> ALL = index();

    private Presets() {}

    /** The preset of that name. */
    public static Optional<TransformerSpec> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** Every preset's name, families together. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    private static Map<String, TransformerSpec> index() {
        Map<String, TransformerSpec> all = new LinkedHashMap<>();
        Stream.of(encoders(), gpt2Family(), llamas(), llamaRelatives())
                .flatMap(List::stream)
                .forEach(s -> all.put(s.name(), s));
        return Collections.unmodifiableMap(all);
    }

    private static List<TransformerSpec> encoders() {
        return List.of(
                BertSpec.of("bert-base", 12, 768, 12),
                BertSpec.of("bert-large", 24, 1024, 16),
                // google/bert_uncased_L-2_H-128_A-2
                BertSpec.of("bert-tiny", 2, 128, 2),
                BertSpec.of("all-minilm-l6-v2", 6, 384, 12).withHead(new BertHead.SentenceEmbedding()));
    }

    private static List<TransformerSpec> gpt2Family() {
        return List.of(
                Gpt2Spec.of("gpt2", 12, 768, 12),
                Gpt2Spec.of("gpt2-medium", 24, 1024, 16),
                Gpt2Spec.of("gpt2-large", 36, 1280, 20),
                Gpt2Spec.of("gpt2-xl", 48, 1600, 25),
                Gpt2Spec.of("distilgpt2", 6, 768, 12),
                // gpt_350m of TensorRT-LLM's benchmark presets: Megatron's padded vocabulary, the exact GELU.
                new Gpt2Spec("gpt-350m", 24, 1024, 16, 4096, 51_200, 1024, 1e-5, Activation.GELU),
                new Gpt2Spec("gpt2-test", 2, 64, 4, 256, 307, 128, 1e-5, Activation.GELU_TANH));
    }

    private static List<TransformerSpec> llamas() {
        // meta-llama/Meta-Llama-3-8B
        LlamaSpec llama3 = new LlamaSpecBuilder("llama-3-8b")
                .layers(32)
                .hidden(4096)
                .heads(32, 8, 128)
                .intermediate(14_336)
                .vocabulary(128_256)
                .positions(8192)
                .rope(RopeSpec.of(500_000))
                .build();
        return List.of(
                llama3,
                // meta-llama/Llama-3.1-8B: the same sizes, slow rotary frequencies divided by eight
                LlamaSpecBuilder.from("llama-3.1-8b", llama3)
                        .positions(131_072)
                        .rope(RopeSpec.of(500_000).withScaling(new RopeSpec.Llama3(8, 1, 4, 8192)))
                        .build(),
                // TinyLlama/TinyLlama-1.1B-intermediate-step-1431k-3T
                new LlamaSpecBuilder("tinyllama-1.1b")
                        .layers(22)
                        .hidden(2048)
                        .heads(32, 4, 64)
                        .intermediate(5632)
                        .vocabulary(32_000)
                        .positions(2048)
                        .build(),
                // TinyLlama's proportions, Llama 3.1's positions.
                new LlamaSpecBuilder("llama-test")
                        .layers(2)
                        .hidden(64)
                        .heads(8, 2, 16)
                        .intermediate(176)
                        .vocabulary(307)
                        .positions(128)
                        .rope(RopeSpec.of(10_000).withScaling(new RopeSpec.Llama3(8, 1, 4, 32)))
                        .build());
    }

    private static List<TransformerSpec> llamaRelatives() {
        return List.of(
                // mistralai/Mistral-7B-v0.1
                new LlamaSpecBuilder("mistral-7b")
                        .layers(32)
                        .hidden(4096)
                        .heads(32, 8, 128)
                        .intermediate(14_336)
                        .vocabulary(32_000)
                        .positions(32_768)
                        .slidingWindow(4096)
                        .build(),
                // Qwen/Qwen2.5-0.5B
                new LlamaSpecBuilder("qwen2.5-0.5b")
                        .layers(24)
                        .hidden(896)
                        .heads(14, 2, 64)
                        .intermediate(4864)
                        .vocabulary(151_936)
                        .positions(32_768)
                        .normEpsilon(1e-6)
                        .rope(RopeSpec.of(1_000_000))
                        .attentionBias(true)
                        .tiedEmbeddings(true)
                        .build());
    }
}
