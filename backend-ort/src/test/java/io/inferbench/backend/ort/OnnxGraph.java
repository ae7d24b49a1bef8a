package io.inferbench.backend.ort;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import io.inferbench.api.ElementType;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes the small models of the tests. */
final class OnnxGraph {

    static final String MICROSOFT = "com.microsoft";

    private static final int OPSET = 17;
    private static final int IR_VERSION = 8;

    private final String name;
    private final OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder();
    private final List<OnnxMl.StringStringEntryProto> metadata = new ArrayList<>();

    OnnxGraph(String name) {
        this.name = name;
        graph.setName(name);
    }

    /** Declares an input; an axis is a number, or a symbol in text. */
    OnnxGraph input(String input, ElementType type, Object... axes) {
        graph.addInput(value(input, type, axes));
        return this;
    }

    OnnxGraph output(String output, ElementType type, Object... axes) {
        graph.addOutput(value(output, type, axes));
        return this;
    }

    /** Declares an output that is a sequence of tensors. */
    OnnxGraph sequenceOutput(String output) {
        graph.addOutput(OnnxMl.ValueInfoProto.newBuilder()
                .setName(output)
                .setType(OnnxMl.TypeProto.newBuilder()
                        .setSequenceType(
                                OnnxMl.TypeProto.Sequence.newBuilder().setElemType(type(ElementType.FLOAT32, "n")))));
        return this;
    }

    OnnxGraph metadata(String key, String value) {
        metadata.add(OnnxMl.StringStringEntryProto.newBuilder()
                .setKey(key)
                .setValue(value)
                .build());
        return this;
    }

    OnnxGraph node(String operator, List<String> inputs, List<String> outputs, OnnxMl.AttributeProto... attributes) {
        return node("", operator, inputs, outputs, attributes);
    }

    OnnxGraph node(
            String domain,
            String operator,
            List<String> inputs,
            List<String> outputs,
            OnnxMl.AttributeProto... attributes) {
        graph.addNode(OnnxMl.NodeProto.newBuilder()
                .setName(outputs.get(0) + "_node")
                .setDomain(domain)
                .setOpType(operator)
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .addAllAttribute(List.of(attributes)));
        return this;
    }

    OnnxGraph weights(String weights, long[] shape, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        OnnxMl.TensorProto.Builder tensor = OnnxMl.TensorProto.newBuilder()
                .setName(weights)
                .setDataType(number(ElementType.FLOAT32))
                .setRawData(ByteString.copyFrom(bytes));
        for (long length : shape) {
            tensor.addDims(length);
        }
        graph.addInitializer(tensor);
        return this;
    }

    OnnxGraph constant(String constant, long[] shape, long... values) {
        OnnxMl.TensorProto.Builder tensor =
                OnnxMl.TensorProto.newBuilder().setName(constant).setDataType(number(ElementType.INT64));
        for (long length : shape) {
            tensor.addDims(length);
        }
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        graph.addInitializer(tensor);
        return this;
    }

    static OnnxMl.AttributeProto integers(String attribute, long... values) {
        OnnxMl.AttributeProto.Builder builder =
                OnnxMl.AttributeProto.newBuilder().setName(attribute).setType(OnnxMl.AttributeProto.AttributeType.INTS);
        for (long value : values) {
            builder.addInts(value);
        }
        return builder.build();
    }

    static OnnxMl.AttributeProto integer(String attribute, long value) {
        return OnnxMl.AttributeProto.newBuilder()
                .setName(attribute)
                .setType(OnnxMl.AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    /** Writes the file and returns it as a model. */
    ModelArtifact writeTo(Path folder) throws IOException {
        OnnxMl.ModelProto model = OnnxMl.ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder()
                        .setDomain(MICROSOFT)
                        .setVersion(1))
                .addAllMetadataProps(metadata)
                .setGraph(graph)
                .build();
        Path file = folder.resolve(name + ".onnx");
        Files.write(file, model.toByteArray());
        return ModelArtifact.file(name, ModelFormat.ONNX, file);
    }

    private static OnnxMl.ValueInfoProto value(String name, ElementType type, Object... axes) {
        return OnnxMl.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(type(type, axes))
                .build();
    }

    private static OnnxMl.TypeProto type(ElementType type, Object... axes) {
        OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();
        for (Object axis : axes) {
            OnnxMl.TensorShapeProto.Dimension.Builder dimension = OnnxMl.TensorShapeProto.Dimension.newBuilder();
            shape.addDim(
                    axis instanceof Integer length
                            ? dimension.setDimValue(length)
                            : dimension.setDimParam(axis.toString()));
        }
        return OnnxMl.TypeProto.newBuilder()
                .setTensorType(OnnxMl.TypeProto.Tensor.newBuilder()
                        .setElemType(number(type))
                        .setShape(shape))
                .build();
    }

    private static int number(ElementType type) {
        OnnxMl.TensorProto.DataType named = switch (type) {
            case FLOAT32 -> OnnxMl.TensorProto.DataType.FLOAT;
            case FLOAT64 -> OnnxMl.TensorProto.DataType.DOUBLE;
            default -> OnnxMl.TensorProto.DataType.valueOf(type.name());
        };
        return named.getNumber();
    }
}
