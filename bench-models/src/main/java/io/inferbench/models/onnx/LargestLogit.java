package io.inferbench.models.onnx;

import java.util.List;

/**
 * The index of the largest value of each row, the lowest among equals, found in two steps.
 *
 * <p>One {@code ArgMax} over a vocabulary runs on a single block per row in ONNX Runtime's CUDA provider: measured on an H200
 * with 1.28.0, 2 × 50,257 values took 1.35 ms in fp32, more than the rest of a GPT-2 decode step. Here rows are cut into
 * pieces that a block sorts in one go; the best of each piece compete in a second round.
 */
final class LargestLogit {

    /** A piece is one block's work: TopK takes its one-block path up to this many values. */
    private static final int PIECE = 256;

    private LargestLogit() {}

    /**
     * Writes the nodes.
     *
     * @param values name of FP32 values {@code [batch, count]}
     * @param result name of the indices, INT64 {@code [batch, 1]}
     */
    static void write(GraphBuilder graph, String values, String result, int count) {
        int pieces = (count + PIECE - 1) / PIECE;
        String padded = values;
        if (pieces * PIECE != count) {
            padded = graph.op("Pad", result + "/Pad")
                    .inputs(
                            values,
                            graph.vector(0, 0, 0, (long) pieces * PIECE - count),
                            graph.wideScalar(-Float.MAX_VALUE))
                    .output();
        }
        String table = graph.op("Reshape", result + "/Pieces")
                .inputs(padded, graph.vector(0, pieces, PIECE))
                .output();
        String one = graph.vector(1);
        List<String> best = graph.op("TopK", result + "/BestOfPiece")
                .inputs(table, one)
                .with("axis", -1)
                .outputs(result + "/PieceValues", result + "/PieceIndices");
        String last = graph.vector(2);
        String contenders = graph.op("Squeeze", result + "/Contenders")
                .inputs(best.get(0), last)
                .output();
        String inPiece = graph.op("Squeeze", result + "/InPiece")
                .inputs(best.get(1), last)
                .output();
        List<String> winner = graph.op("TopK", result + "/Best")
                .inputs(contenders, one)
                .with("axis", -1)
                .outputs(result + "/Value", result + "/Piece");
        String offset = graph.op("GatherElements", result + "/Offset")
                .inputs(inPiece, winner.get(1))
                .with("axis", 1)
                .output();
        String start = graph.op("Mul", result + "/Start")
                .inputs(winner.get(1), graph.vector(PIECE))
                .output();
        graph.op("Add", result).inputs(start, offset).output();
    }
}
