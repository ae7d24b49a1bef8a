package io.inferbench.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.Dimension;
import io.inferbench.api.Tensor;
import io.inferbench.api.TensorSpec;
import java.util.HashMap;
import java.util.Map;

/** The tensors of one call against a signature: type, sizes, and one length per symbol over inputs and outputs. */
final class SignatureMatch {

    private final Map<String, Long> lengths = new HashMap<>();

    void check(Tensor tensor, TensorSpec spec) {
        assertThat(tensor.matches(spec))
                .as("whether %s is as the signature says: %s", tensor, spec)
                .isTrue();
        for (int axis = 0; axis < spec.shape().size(); axis++) {
            Dimension dimension = spec.shape().get(axis);
            if (dimension.size().isEmpty() && !dimension.symbol().isEmpty()) {
                long length = tensor.shape()[axis];
                Long known = lengths.putIfAbsent(dimension.symbol(), length);
                assertThat(length)
                        .as("axis '%s' of %s against the same axis of another tensor", dimension.symbol(), tensor)
                        .isEqualTo(known == null ? length : known);
            }
        }
    }
}
