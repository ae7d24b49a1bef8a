package io.inferbench.api.backend;

import io.inferbench.api.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** Input tensors of one call, and how much work they stand for. */
public final class InferenceRequest {

    private final List<Tensor> inputs;
    private final long sampleCount;
    private final OptionalLong tokenCount;

    private InferenceRequest(Builder builder) {
        this.inputs = List.copyOf(builder.inputs);
        this.sampleCount = builder.sampleCount;
        this.tokenCount = builder.tokenCount;
    }

    /** Returns a builder for a request of one sample. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the inputs. */
    public List<Tensor> inputs() {
        return inputs;
    }

    /** Returns the input of that name. */
    public Optional<Tensor> input(String name) {
        return inputs.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
    }

    /** Returns how many samples one call answers: the batch size. */
    public long sampleCount() {
        return sampleCount;
    }

    /** Returns how many real tokens, padding left out, one call reads; absent where tokens have no meaning. */
    public OptionalLong tokenCount() {
        return tokenCount;
    }

    /** Builds an {@link InferenceRequest}. */
    public static final class Builder {

        private final List<Tensor> inputs = new ArrayList<>();
        private long sampleCount = 1;
        private OptionalLong tokenCount = OptionalLong.empty();

        private Builder() {}

        /** Adds an input. */
        public Builder input(Tensor tensor) {
            inputs.add(Objects.requireNonNull(tensor, "tensor"));
            return this;
        }

        /** Sets how many samples one call answers, at least 1. */
        public Builder sampleCount(long count) {
            if (count < 1) {
                throw new IllegalArgumentException("a request holds at least one sample, not " + count);
            }
            this.sampleCount = count;
            return this;
        }

        /** Sets how many real tokens one call reads. */
        public Builder tokenCount(long count) {
            this.tokenCount = OptionalLong.of(count);
            return this;
        }

        /** Returns the request. */
        public InferenceRequest build() {
            return new InferenceRequest(this);
        }
    }
}
