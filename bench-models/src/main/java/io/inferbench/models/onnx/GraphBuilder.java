package io.inferbench.models.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.inferbench.models.weights.FloatFormat;
import io.inferbench.models.weights.TensorView;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Collects the nodes, weights and signature of one ONNX graph.
 *
 * <p>Values are known by name; a node with one output gives its value its own name, so that profiles of any engine can be
 * read against the checkpoint's tensor names. Weights are only described here and streamed later.
 */
final class GraphBuilder {
    /** The file format's version that ONNX 1.16 introduced; every engine we feed reads it, whatever the operator sets. */
    private static final int IR_VERSION = 10;

    /** Weights below this size stay in the graph: engines read shapes and scalars while they load. */
    private static final int INLINE_BYTES = 1024;

    private final FloatFormat format;
    private final int operatorSet;
    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final SortedMap<String, String> metadata = new TreeMap<>();
    private final List<PlannedTensor> tensors = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, String> constants = new HashMap<>();
    private boolean usesMicrosoft;

    GraphBuilder(String name, FloatFormat format, int operatorSet) {
        this.format = format;
        this.operatorSet = operatorSet;
        graph.setName(name);
    }

    /** The element type of weights and hidden states. */
    TensorProto.DataType floatType() {
        return type(format);
    }

    FloatFormat format() {
        return format;
    }

    void metadata(String key, String value) {
        metadata.put(key, value);
    }

    String input(String name, TensorProto.DataType type, Object... dimensions) {
        claim(name);
        graph.addInput(signature(name, type, dimensions));
        return name;
    }

    /** Declares a value that already has its name as a result of the graph. */
    void output(String name, TensorProto.DataType type, Object... dimensions) {
        if (!names.contains(name)) {
            throw new IllegalStateException("no node makes the output " + name);
        }
        graph.addOutput(signature(name, type, dimensions));
    }

    /** A weight in the precision of the model; asked for twice, it is stored once. */
    String weight(String name, TensorView view) {
        return weight(name, view, format);
    }

    String weight(String name, TensorView view, FloatFormat stored) {
        boolean known =
                tensors.stream().anyMatch(t -> t.name().equals(name) && t.view().equals(view));
        if (!known) {
            claim(name);
            boolean inline = view.elements() * stored.bytes() < INLINE_BYTES;
            tensors.add(new PlannedTensor(name, view, stored, inline));
        }
        return name;
    }

    /** A one-dimensional int64 constant. */
    String vector(long... values) {
        return integers("ints" + Arrays.toString(values), List.of((long) values.length), values);
    }

    /** An int64 scalar. */
    String scalar(long value) {
        return integers("int " + value, List.of(), value);
    }

    /** A scalar of the model's own float type. */
    String scalar(float value) {
        return constants.computeIfAbsent("float " + value, name -> {
            claim(name);
            byte[] raw = new byte[format.bytes()];
            format.encode(new float[] {value}, 0, 1, raw, 0);
            graph.addInitializer(TensorProto.newBuilder()
                    .setName(name)
                    .setDataType(type(format).getNumber())
                    .setRawData(ByteString.copyFrom(raw)));
            return name;
        });
    }

    /** An FP32 scalar, whatever the model's own type. */
    String wideScalar(float value) {
        return constants.computeIfAbsent("fp32 " + value, name -> {
            claim(name);
            graph.addInitializer(TensorProto.newBuilder()
                    .setName(name)
                    .setDataType(TensorProto.DataType.FLOAT.getNumber())
                    .addFloatData(value));
            return name;
        });
    }

    /** Starts a node of the standard operator set. */
    NodeBuilder op(String type, String name) {
        return new NodeBuilder(this, NodeProto.newBuilder().setOpType(type).setName(name));
    }

    /** Starts a node of ONNX Runtime's own operator set. */
    NodeBuilder microsoft(String type, String name) {
        usesMicrosoft = true;
        return new NodeBuilder(
                this, NodeProto.newBuilder().setOpType(type).setName(name).setDomain("com.microsoft"));
    }

    void add(NodeProto node) {
        node.getOutputList().stream().filter(o -> !o.isEmpty()).forEach(this::claim);
        graph.addNode(node);
    }

    /** Closes the graph. */
    OnnxModel build() {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("inferbench")
                .setProducerVersion(Integer.toString(OnnxModel.EMITTER_VERSION))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(operatorSet));
        if (usesMicrosoft) {
            model.addOpsetImport(
                    OperatorSetIdProto.newBuilder().setDomain("com.microsoft").setVersion(1));
        }
        metadata.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return new OnnxModel(model.setGraph(graph).build(), tensors);
    }

    static TensorProto.DataType type(FloatFormat format) {
        return switch (format) {
            case FP32 -> TensorProto.DataType.FLOAT;
            case FP16 -> TensorProto.DataType.FLOAT16;
            case BF16 -> TensorProto.DataType.BFLOAT16;
        };
    }

    private String integers(String name, List<Long> shape, long... values) {
        return constants.computeIfAbsent(name, n -> {
            claim(n);
            ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            raw.asLongBuffer().put(values);
            graph.addInitializer(TensorProto.newBuilder()
                    .setName(n)
                    .addAllDims(shape)
                    .setDataType(TensorProto.DataType.INT64.getNumber())
                    .setRawData(ByteString.copyFrom(raw)));
            return n;
        });
    }

    private void claim(String name) {
        if (!names.add(name)) {
            throw new IllegalStateException("two values of the graph are called " + name);
        }
    }

    private static ValueInfoProto signature(String name, TensorProto.DataType type, Object... dimensions) {
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type.getNumber());
        // An empty shape must be present, or the value would have any rank.
        tensor.getShapeBuilder();
        for (Object dimension : dimensions) {
            Dimension.Builder d = tensor.getShapeBuilder().addDimBuilder();
            if (dimension instanceof String symbol) {
                d.setDimParam(symbol);
            } else {
                d.setDimValue(((Number) dimension).longValue());
            }
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
