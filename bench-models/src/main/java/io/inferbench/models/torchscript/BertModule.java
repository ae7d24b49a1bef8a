package io.inferbench.models.torchscript;

import io.inferbench.models.spec.BertHead;
import io.inferbench.models.spec.BertSpec;
import io.inferbench.models.spec.LinearTensors;
import io.inferbench.models.weights.FloatFormat;
import io.inferbench.models.weights.WeightSpec;
import java.util.List;
import java.util.stream.Stream;

/** BERT as a module with one method, {@code forward}. */
final class BertModule {
    private static final String INPUTS = "input_ids: Tensor,\n    token_type_ids: Tensor,\n    attention_mask: Tensor";

    private final BertSpec spec;
    private final ScriptBuilder script;
    private final TorchLayers layers;

    BertModule(BertSpec spec, FloatFormat format) {
        this.spec = spec;
        this.script = new ScriptBuilder("Bert", format);
        this.layers = new TorchLayers(script);
    }

    TorchScriptModel build() {
        script.fact("padding", "anywhere");
        script.fact(
                "inputs",
                Stream.of("input_ids", "token_type_ids", "attention_mask")
                        .map(name -> name + ":int64[batch,sequence]")
                        .reduce((a, b) -> a + ";" + b)
                        .orElseThrow());
        script.begin("forward", INPUTS, "Tensor");
        script.set("batch", "torch.size(input_ids, 0)");
        script.set("length", "torch.size(input_ids, 1)");
        // True where a key may be attended to; the operator spreads it over heads and queries.
        script.set("mask", "torch.unsqueeze(torch.unsqueeze(torch.to(attention_mask, 11), 1), 1)");
        String x = embeddings();
        for (int layer = 0; layer < spec.layers(); layer++) {
            x = block(spec.block(layer), x);
        }
        script.statement("return " + head(x));
        return script.build();
    }

    private String embeddings() {
        String words = layers.embedding("words", spec.wordEmbeddings(), "input_ids");
        String types = layers.embedding("types", spec.tokenTypeEmbeddings(), "token_type_ids");
        String places =
                script.let("places", "torch.slice(" + layers.direct(spec.positionEmbeddings()) + ", 0, 0, length, 1)");
        String sum = layers.add("sum", layers.add("sum", words, types), places);
        return layers.norm("x", sum, spec.embeddingNorm(), spec.normEpsilon());
    }

    private String block(String stem, String x) {
        String projected = layers.linear(
                "projected",
                attention(stem + "attention.self.", x),
                spec.linear(stem + "attention.output.dense", spec.hidden(), spec.hidden()));
        String middle = addAndNorm("middle", projected, x, stem + "attention.output.LayerNorm");
        String up = layers.linear(
                "up", middle, spec.linear(stem + "intermediate.dense", spec.hidden(), spec.intermediate()));
        String active = layers.activation("active", up, spec.activation());
        String down =
                layers.linear("down", active, spec.linear(stem + "output.dense", spec.intermediate(), spec.hidden()));
        return addAndNorm("x", down, middle, stem + "output.LayerNorm");
    }

    private String attention(String stem, String x) {
        List<LinearTensors> parts = Stream.of("query", "key", "value")
                .map(part -> spec.linear(stem + part, spec.hidden(), spec.hidden()))
                .toList();
        List<WeightSpec> weights = parts.stream().map(LinearTensors::weight).toList();
        List<WeightSpec> biases = parts.stream().map(LinearTensors::bias).toList();
        String joined = layers.joined("joined", x, stem + "joined", weights, biases);
        String heads = script.let(
                "heads",
                "torch.unbind(torch.permute(torch.view(" + joined + ", [batch, length, 3, " + spec.heads() + ", "
                        + spec.headSize() + "]), [2, 0, 3, 1, 4]), 0)");
        String attended = script.let(
                "attended",
                "torch.scaled_dot_product_attention(" + heads + "[0], " + heads + "[1], " + heads + "[2], mask)");
        return script.let(
                "merged",
                "torch.reshape(torch.transpose(" + attended + ", 1, 2), [batch, length, " + spec.hidden() + "])");
    }

    private String addAndNorm(String stem, String x, String skip, String norm) {
        return layers.norm(stem, layers.add("sum", x, skip), spec.norm(norm), spec.normEpsilon());
    }

    private String head(String x) {
        if (spec.head() instanceof BertHead.SequenceClassification classification) {
            script.fact("outputs", "logits:float32[batch," + classification.labels() + "]");
            String first = script.let("first", "torch.select(" + x + ", 1, 0)");
            String dense = layers.linear("dense", first, spec.pooler());
            String pooled = script.let("pooled", "torch.tanh(" + dense + ")");
            return layers.widen("logits", layers.linear("logits", pooled, spec.classifier(classification.labels())));
        }
        String wide = layers.widen("wide", x);
        if (spec.head() instanceof BertHead.SentenceEmbedding) {
            script.fact("outputs", "sentence_embedding:float32[batch," + spec.hidden() + "]");
            // Sums in fp32 whatever the precision. The result's length is taken off, so the sum does as well as the
            // mean.
            String sum = script.let(
                    "pooled",
                    "torch.squeeze(torch.matmul(torch.unsqueeze(torch.to(attention_mask, 6), 1), " + wide + "), 1)");
            String square = script.let("square", "torch.sum(torch.mul(" + sum + ", " + sum + "), [-1], True)");
            return script.let("embedding", "torch.div(" + sum + ", torch.sqrt(" + square + "))");
        }
        script.fact("outputs", "last_hidden_state:float32[batch,sequence," + spec.hidden() + "]");
        return wide;
    }
}
