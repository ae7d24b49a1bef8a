package io.inferbench.models.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.inferbench.models.store.Hashes;
import io.inferbench.models.weights.TensorChunk;
import io.inferbench.models.weights.WeightSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apiguardian.api.API;

/** An ONNX graph and the plan of the file that holds its weights. Immutable. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class OnnxModel {
    /** Raised whenever the same spec and weights would give other bytes than before, so that no stale file is reused. */
    public static final int EMITTER_VERSION = 2;

    /** The file of weights, named in every graph; it lies beside the graph's file. */
    public static final String DATA_FILE = "model.onnx.data";

    /** The page size that engines map files by. */
    private static final long ALIGNMENT = 4096;

    private final ModelProto graph;
    private final List<PlannedTensor> inline;
    private final List<Placed> external;
    private final long dataBytes;

    /** A tensor with its place in the data file. */
    record Placed(PlannedTensor tensor, long offset) {}

    OnnxModel(ModelProto graph, List<PlannedTensor> tensors) {
        this.graph = graph;
        inline = tensors.stream().filter(PlannedTensor::inline).toList();
        List<Placed> placed = new ArrayList<>();
        long end = 0;
        for (PlannedTensor tensor : tensors) {
            if (!tensor.inline()) {
                long offset = (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
                placed.add(new Placed(tensor, offset));
                end = offset + tensor.bytes();
            }
        }
        external = List.copyOf(placed);
        dataBytes = end;
    }

    /** Whether the other graph has the same weights at the same places of its data file. */
    boolean sharesDataWith(OnnxModel other) {
        return external.equals(other.external);
    }

    /** The length of the data file. */
    public long dataBytes() {
        return dataBytes;
    }

    /** The number of nodes in the graph. */
    public int nodeCount() {
        return graph.getGraph().getNodeCount();
    }

    /** Everything about the graph that decides the bytes of its files, as text; the weights' source comes on top. */
    public String key() {
        StringBuilder text = new StringBuilder("onnx emitter " + EMITTER_VERSION + "\n");
        text.append("graph: ").append(Hashes.sha256(outline())).append('\n');
        return text.toString();
    }

    /** The model's conventions, which its file carries as metadata too. */
    public Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>();
        graph.getMetadataPropsList().forEach(p -> facts.put(p.getKey(), p.getValue()));
        return facts;
    }

    /** The graph without any weight. */
    private byte[] outline() {
        ModelProto.Builder model = graph.toBuilder();
        inline.forEach(t -> model.getGraphBuilder().addInitializer(header(t)));
        external.forEach(p -> model.getGraphBuilder().addInitializer(reference(p)));
        return model.build().toByteArray();
    }

    /** The graph's file: small weights inside, the others by reference. */
    byte[] file(WeightSource weights) throws IOException {
        ModelProto.Builder model = graph.toBuilder();
        for (PlannedTensor tensor : inline) {
            byte[] raw = tensor.whole().bytes(weights);
            model.getGraphBuilder().addInitializer(header(tensor).setRawData(ByteString.copyFrom(raw)));
        }
        external.forEach(p -> model.getGraphBuilder().addInitializer(reference(p)));
        return model.build().toByteArray();
    }

    /** The data file cut into pieces of about the given number of values, in file order. */
    List<Piece> pieces(int values) {
        List<Piece> pieces = new ArrayList<>();
        long end = 0;
        for (Placed placed : external) {
            int zeros = Math.toIntExact(placed.offset() - end);
            for (TensorChunk chunk : placed.tensor().cut(values)) {
                pieces.add(new Piece(chunk.firstRow() == 0 ? zeros : 0, chunk));
            }
            end = placed.offset() + placed.tensor().bytes();
        }
        return pieces;
    }

    private static TensorProto.Builder header(PlannedTensor tensor) {
        TensorProto.Builder proto = TensorProto.newBuilder()
                .setName(tensor.name())
                .setDataType(GraphBuilder.type(tensor.format()).getNumber());
        tensor.view().shape().forEach(proto::addDims);
        return proto;
    }

    private static TensorProto.Builder reference(Placed placed) {
        return header(placed.tensor())
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", DATA_FILE))
                .addExternalData(entry("offset", Long.toString(placed.offset())))
                .addExternalData(entry("length", Long.toString(placed.tensor().bytes())));
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }
}
