package io.inferbench.tck;

import io.inferbench.api.Tensor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tensors kept and compared by value. */
final class TensorCopy {

    private TensorCopy() {}

    static List<Tensor> of(List<Tensor> tensors) {
        return tensors.stream().map(TensorCopy::of).toList();
    }

    static Tensor of(Tensor tensor) {
        Tensor copy = Tensor.allocate(tensor.name(), tensor.type(), tensor.shape());
        copy.bytes().duplicate().put(content(tensor));
        return copy;
    }

    /** Returns a view of all bytes, whatever position and limit were left at. */
    static ByteBuffer content(Tensor tensor) {
        return tensor.bytes().duplicate().clear();
    }

    static boolean sameBytes(List<Tensor> some, List<Tensor> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int at = 0; at < some.size(); at++) {
            Tensor one = some.get(at);
            Tensor other = others.get(at);
            if (!one.toString().equals(other.toString()) || !content(one).equals(content(other))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the first way in which the found tensors differ from the wanted ones, in words.
     *
     * @param tolerance allowed |found − wanted| / largest |wanted| of the tensor
     */
    static Optional<String> difference(List<Tensor> found, List<Tensor> wanted, double tolerance) {
        if (found.size() != wanted.size()) {
            return Optional.of(found.size() + " outputs " + found + " instead of " + wanted.size() + " " + wanted);
        }
        for (int at = 0; at < found.size(); at++) {
            Optional<String> difference = difference(found.get(at), wanted.get(at), tolerance);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> difference(Tensor found, Tensor wanted, double tolerance) {
        if (!found.toString().equals(wanted.toString()) || !Arrays.equals(found.shape(), wanted.shape())) {
            return Optional.of("output " + found + " instead of " + wanted);
        }
        double scale = 0;
        for (long index = 0; index < wanted.elementCount(); index++) {
            scale = Math.max(scale, Math.abs(wanted.value(index)));
        }
        double allowed = tolerance * scale;
        for (long index = 0; index < wanted.elementCount(); index++) {
            double error = Math.abs(found.value(index) - wanted.value(index));
            // Negated, so that NaN is a difference too.
            if (!(error <= allowed) && found.value(index) != wanted.value(index)) {
                return Optional.of(String.format(
                        Locale.ROOT,
                        "output %s[%d] is %s instead of %s (allowed difference %.3g)",
                        found.name(),
                        index,
                        found.value(index),
                        wanted.value(index),
                        allowed));
            }
        }
        return Optional.empty();
    }
}
