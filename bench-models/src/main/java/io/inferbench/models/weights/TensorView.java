package io.inferbench.models.weights;

import java.io.IOException;
import java.util.List;
import org.apiguardian.api.API;

/**
 * A tensor of a written model as a function of checkpoint tensors, computed a few rows at a time.
 *
 * <p>A vector counts as one row. All kinds are immutable and may be read by several threads.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public sealed interface TensorView {

    /** The dimensions of the result. */
    List<Integer> shape();

    /** Computes rows {@code first} to {@code first + count} into the start of {@code target}. */
    void rows(WeightSource source, int first, int count, float[] target) throws IOException;

    /** The number of rows that {@link #rows} can be asked for. */
    default int rowCount() {
        return shape().size() == 1 ? 1 : shape().get(0);
    }

    /** The number of values in a row. */
    default int rowLength() {
        return Math.toIntExact(elements() / rowCount());
    }

    /** The number of values. */
    default long elements() {
        return shape().stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    /** The checkpoint's tensor as it is. */
    record Direct(WeightSpec tensor) implements TensorView {
        @Override
        public List<Integer> shape() {
            return tensor.shape();
        }

        @Override
        public void rows(WeightSource source, int first, int count, float[] target) throws IOException {
            source.read(tensor, (long) first * rowLength(), target, 0, count * rowLength());
        }
    }

    /** A matrix with rows and columns exchanged: checkpoints hold {@code [out, in]}, MatMul wants {@code [in, out]}. */
    record Transposed(WeightSpec tensor) implements TensorView {
        /** Checks that the tensor is a matrix. */
        public Transposed {
            if (tensor.shape().size() != 2) {
                throw new IllegalArgumentException("only a matrix can be transposed, not " + tensor);
            }
        }

        @Override
        public List<Integer> shape() {
            return List.of(tensor.shape().get(1), tensor.shape().get(0));
        }

        @Override
        public void rows(WeightSource source, int first, int count, float[] target) throws IOException {
            int rows = tensor.shape().get(0);
            int columns = tensor.shape().get(1);
            float[] strip = new float[count];
            for (int row = 0; row < rows; row++) {
                source.read(tensor, (long) row * columns + first, strip, 0, count);
                for (int i = 0; i < count; i++) {
                    target[i * rows + row] = strip[i];
                }
            }
        }
    }

    /** Views with the same number of rows laid side by side, as one product for query, key and value wants them. */
    record Joined(List<TensorView> parts) implements TensorView {
        /** Checks that the parts fit together. */
        public Joined {
            parts = List.copyOf(parts);
            int rows = parts.get(0).rowCount();
            int rank = parts.get(0).shape().size();
            if (parts.stream().anyMatch(p -> p.rowCount() != rows || p.shape().size() != rank)) {
                throw new IllegalArgumentException("parts of different heights cannot be joined: " + parts);
            }
        }

        @Override
        public List<Integer> shape() {
            int length = parts.stream().mapToInt(TensorView::rowLength).sum();
            return parts.get(0).shape().size() == 1 ? List.of(length) : List.of(rowCount(), length);
        }

        @Override
        public int rowCount() {
            return parts.get(0).rowCount();
        }

        @Override
        public void rows(WeightSource source, int first, int count, float[] target) throws IOException {
            int length = rowLength();
            int at = 0;
            for (TensorView part : parts) {
                int width = part.rowLength();
                float[] piece = new float[Math.multiplyExact(count, width)];
                part.rows(source, first, count, piece);
                for (int row = 0; row < count; row++) {
                    System.arraycopy(piece, row * width, target, row * length + at, width);
                }
                at += width;
            }
        }
    }

    /** Views with rows of the same length one above the other, as one dense layer for query, key and value wants them. */
    record Stacked(List<TensorView> parts) implements TensorView {
        /** Checks that the parts fit together. */
        public Stacked {
            parts = List.copyOf(parts);
            int length = parts.get(0).rowLength();
            if (parts.stream()
                    .anyMatch(p -> p.rowLength() != length || p.shape().size() != 2)) {
                throw new IllegalArgumentException("parts of different widths cannot be stacked: " + parts);
            }
        }

        @Override
        public List<Integer> shape() {
            int rows = parts.stream().mapToInt(TensorView::rowCount).sum();
            return List.of(rows, parts.get(0).rowLength());
        }

        @Override
        public void rows(WeightSource source, int first, int count, float[] target) throws IOException {
            int above = 0;
            for (TensorView part : parts) {
                int from = Math.max(first, above);
                int to = Math.min(first + count, above + part.rowCount());
                if (from < to) {
                    float[] piece = new float[Math.multiplyExact(to - from, rowLength())];
                    part.rows(source, from - above, to - from, piece);
                    System.arraycopy(piece, 0, target, (from - first) * rowLength(), piece.length);
                }
                above += part.rowCount();
            }
        }
    }

    /** A table that depends on no weight, such as the angles of rotary embeddings. */
    record Computed(List<Integer> shape, RowFunction function) implements TensorView {
        /** Keeps its own copy of the shape. */
        public Computed {
            shape = List.copyOf(shape);
        }

        @Override
        public void rows(WeightSource source, int first, int count, float[] target) {
            for (int row = 0; row < count; row++) {
                function.row(first + row, target, row * rowLength());
            }
        }
    }

    /** Fills one row of a computed table; must give the same values on every platform, and be equal to what fills the same. */
    @FunctionalInterface
    interface RowFunction {
        /** Writes row {@code row} to {@code target} from index {@code at}. */
        void row(int row, float[] target, int at);
    }
}
