package io.inferbench.models.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.inferbench.models.checkpoint.SafetensorsWriter;
import io.inferbench.models.weights.FloatFormat;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Takes the real weights out of the exported MiniLM graph and lays them down as a checkpoint folder. */
final class MiniLmCheckpoint {
    private static final String CONFIG = """
            {"architectures": ["BertModel"], "model_type": "bert", "hidden_act": "gelu", "hidden_size": 384,
             "num_hidden_layers": 6, "num_attention_heads": 12, "intermediate_size": 1536, "vocab_size": 30522,
             "max_position_embeddings": 512, "type_vocab_size": 2, "layer_norm_eps": 1e-12}
            """;

    private MiniLmCheckpoint() {}

    static void write(Path folder) throws Exception {
        ModelProto model;
        try (InputStream in =
                Objects.requireNonNull(MiniLmCheckpoint.class.getResourceAsStream("/all-minilm-l6-v2.onnx"))) {
            model = ModelProto.parseFrom(in);
        }
        Map<String, TensorProto> initializers = new HashMap<>();
        model.getGraph().getInitializerList().forEach(t -> initializers.put(t.getName(), t));
        SafetensorsWriter file = new SafetensorsWriter();
        for (TensorProto tensor : initializers.values()) {
            String name = tensor.getName();
            if (tensor.getDataType() == TensorProto.DataType.FLOAT.getNumber()
                    && !name.contains("::")
                    && name.contains(".")) {
                add(file, name, shape(tensor), floats(tensor));
            }
        }
        matrices(model).forEach((name, matrix) -> {
            TensorProto tensor = initializers.get(matrix);
            int in = shape(tensor).get(0);
            int out = shape(tensor).get(1);
            add(file, name, List.of(out, in), transposed(floats(tensor), in, out));
        });
        Files.writeString(folder.resolve("config.json"), CONFIG);
        file.write(folder.resolve("model.safetensors"));
    }

    /** The exporter drops the matrices' names; the bias that is added to a product tells them. */
    private static Map<String, String> matrices(ModelProto model) {
        Map<String, NodeProto> producers = new HashMap<>();
        model.getGraph().getNodeList().forEach(n -> producers.put(n.getOutput(0), n));
        Map<String, String> matrices = new HashMap<>();
        for (NodeProto node : model.getGraph().getNodeList()) {
            boolean biased = node.getOpType().equals("Add") && node.getInput(0).endsWith(".bias");
            NodeProto product = biased ? producers.get(node.getInput(1)) : null;
            if (product != null && product.getOpType().equals("MatMul")) {
                matrices.put(node.getInput(0).replace(".bias", ".weight"), product.getInput(1));
            }
        }
        return matrices;
    }

    private static void add(SafetensorsWriter file, String name, List<Integer> shape, float[] values) {
        file.add(name, shape, FloatFormat.FP32, values);
    }

    private static List<Integer> shape(TensorProto tensor) {
        return tensor.getDimsList().stream().map(Math::toIntExact).toList();
    }

    private static float[] floats(TensorProto tensor) {
        FloatBuffer buffer = tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    private static float[] transposed(float[] values, int rows, int columns) {
        float[] result = new float[values.length];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                result[c * rows + r] = values[r * columns + c];
            }
        }
        return result;
    }
}
