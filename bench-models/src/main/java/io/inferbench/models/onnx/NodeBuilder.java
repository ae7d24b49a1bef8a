package io.inferbench.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;

/** One node on its way into a {@link GraphBuilder}. */
final class NodeBuilder {
    private final GraphBuilder graph;
    private final NodeProto.Builder node;

    NodeBuilder(GraphBuilder graph, NodeProto.Builder node) {
        this.graph = graph;
        this.node = node;
    }

    /** The inputs in order; an empty name leaves an optional input out. */
    NodeBuilder inputs(String... values) {
        int last = values.length;
        while (last > 0 && values[last - 1].isEmpty()) {
            last--;
        }
        node.addAllInput(Arrays.asList(values).subList(0, last));
        return this;
    }

    NodeBuilder with(String attribute, long value) {
        node.addAttribute(attribute(attribute, AttributeType.INT).setI(value));
        return this;
    }

    NodeBuilder with(String attribute, double value) {
        node.addAttribute(attribute(attribute, AttributeType.FLOAT).setF((float) value));
        return this;
    }

    NodeBuilder with(String attribute, String value) {
        node.addAttribute(attribute(attribute, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)));
        return this;
    }

    NodeBuilder with(String attribute, List<Long> values) {
        node.addAttribute(attribute(attribute, AttributeType.INTS).addAllInts(values));
        return this;
    }

    NodeBuilder to(TensorProto.DataType type) {
        return with("to", type.getNumber());
    }

    /** Adds the node and gives its only output the node's own name. */
    String output() {
        return outputs(node.getName()).get(0);
    }

    /** Adds the node with outputs of these names; an empty name leaves an optional output out. */
    List<String> outputs(String... values) {
        graph.add(node.addAllOutput(Arrays.asList(values)).build());
        return List.of(values);
    }

    private static AttributeProto.Builder attribute(String name, AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }
}
