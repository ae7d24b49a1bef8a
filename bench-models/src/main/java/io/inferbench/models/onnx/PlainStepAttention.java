package io.inferbench.models.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.inferbench.models.spec.DecoderSpec;
import io.inferbench.models.weights.FloatFormat;

/**
 * Attention of one new token over a cache that does not hold it yet, and over itself.
 *
 * <p>The softmax over both is written out, in fp32, so that the cache is read where it lies: joined with the new key it would be
 * copied in every step.
 */
final class PlainStepAttention extends PlainAttention {
    private static final String MASK = "cache/Mask";

    PlainStepAttention(DecoderSpec spec, GraphBuilder graph, LayerWriter layers) {
        super(spec, graph, layers);
    }

    /** {@code [batch, 1, 1, capacity]} in fp32, 0 where the cache holds a token before this one and in its window. */
    @Override
    void writeMask() {
        String keys = indices("cache", "past_key.0", 2);
        String position = DecoderGraph.POSITION_IDS;
        String held = inWindow("cache", keys, position, binary("Less", "cache/Before", keys, position));
        String row = graph.op("Where", "cache/Row")
                .inputs(held, graph.wideScalar(0), graph.wideScalar(MASKED))
                .output();
        binary("Unsqueeze", MASK, row, graph.vector(1, 2));
    }

    @Override
    String attended(String stem, String query, String key, String value, int layer) {
        String pastScores = wide(stem + "/Past/Wide", scores(stem + "/Past", query, "past_key." + layer));
        String past = binary("Add", stem + "/Past/Masked", pastScores, MASK);
        String own = wide(stem + "/Own/Wide", scores(stem + "/Own", query, key));
        String largestPast = reduce("ReduceMax", stem + "/Past/Largest", past);
        String largest = binary("Max", stem + "/Largest", largestPast, own);
        String pastPowers = power(stem + "/Past", past, largest);
        String ownPower = power(stem + "/Own", own, largest);
        String sum = binary("Add", stem + "/Sum", reduce("ReduceSum", stem + "/Past/Sum", pastPowers), ownPower);
        String fromPast =
                product(stem + "/Past/Attended", weights(stem + "/Past", pastPowers, sum), "past_value." + layer);
        String fromOwn = binary("Mul", stem + "/Own/Attended", weights(stem + "/Own", ownPower, sum), value);
        return binary("Add", stem + "/Attended", fromPast, fromOwn);
    }

    private String power(String stem, String scores, String largest) {
        String difference = binary("Sub", stem + "/Difference", scores, largest);
        return graph.op("Exp", stem + "/Exp").inputs(difference).output();
    }

    private String weights(String stem, String powers, String sum) {
        String wide = binary("Div", stem + "/WideWeights", powers, sum);
        return graph.format() == FloatFormat.FP32
                ? wide
                : graph.op("Cast", stem + "/Weights")
                        .inputs(wide)
                        .to(graph.floatType())
                        .output();
    }

    private String reduce(String type, String name, String x) {
        return graph.op(type, name)
                .inputs(x, graph.vector(-1))
                .with("keepdims", 1)
                .output();
    }

    private String wide(String name, String x) {
        return graph.format() == FloatFormat.FP32
                ? x
                : graph.op("Cast", name).inputs(x).to(DataType.FLOAT).output();
    }
}
