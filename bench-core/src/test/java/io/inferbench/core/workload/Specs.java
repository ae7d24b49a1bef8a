package io.inferbench.core.workload;

import io.inferbench.api.Dimension;
import io.inferbench.api.ElementType;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.option.OptionException;
import io.inferbench.api.option.Options;
import io.inferbench.api.workload.Workload;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSession;
import io.inferbench.api.workload.WorkloadSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Signatures and specifications for tests. */
final class Specs {

    static final ModelSignature BERT = new ModelSignature(
            Stream.of("input_ids", "attention_mask", "token_type_ids")
                    .map(name -> input(name, ElementType.INT64, "batch", "sequence"))
                    .toList(),
            List.of());

    private Specs() {}

    /** Returns an input; an axis is a number, or a symbol for a free one. */
    static TensorSpec input(String name, ElementType type, String... axes) {
        return new TensorSpec(
                name,
                type,
                Stream.of(axes)
                        .map(axis -> axis.matches("\\d+") ? Dimension.of(Long.parseLong(axis)) : Dimension.free(axis))
                        .toList());
    }

    static WorkloadSession open(Workload workload, WorkloadSpec.Builder spec, Map<String, String> options)
            throws WorkloadException {
        try {
            return workload.open(
                    spec.options(Options.parse(workload.options(), options)).build());
        } catch (OptionException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    static Options options(Workload workload, Map<String, String> options) throws OptionException {
        return Options.parse(workload.options(), options);
    }
}
