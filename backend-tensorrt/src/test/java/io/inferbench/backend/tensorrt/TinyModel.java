package io.inferbench.backend.tensorrt;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One layer, {@code y = x · W}, where W doubles and swaps the two columns. */
final class TinyModel {

    static final String INPUT = "x";

    private TinyModel() {}

    static ModelArtifact write(Path folder) throws IOException {
        Path file = folder.resolve("tiny.onnx");
        GraphProto graph = GraphProto.newBuilder()
                .setName("tiny")
                .addInput(value(INPUT))
                .addOutput(value("y"))
                .addInitializer(TensorProto.newBuilder()
                        .setName("W")
                        .addDims(2)
                        .addDims(2)
                        .setDataType(TensorProto.DataType.FLOAT.getNumber())
                        .addFloatData(0)
                        .addFloatData(2)
                        .addFloatData(2)
                        .addFloatData(0))
                .addNode(NodeProto.newBuilder()
                        .setOpType("MatMul")
                        .setName("MatMul")
                        .addInput(INPUT)
                        .addInput("W")
                        .addOutput("y"))
                .build();
        Files.write(
                file,
                ModelProto.newBuilder()
                        .setIrVersion(10)
                        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(20))
                        .setGraph(graph)
                        .build()
                        .toByteArray());
        return ModelArtifact.file("tiny", ModelFormat.ONNX, file);
    }

    static InferenceRequest request(float... values) {
        return InferenceRequest.builder()
                .input(Tensor.ofFloats(INPUT, new long[] {values.length / 2, 2}, values))
                .build();
    }

    private static ValueInfoProto value(String name) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(2))
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(shape)))
                .build();
    }
}
