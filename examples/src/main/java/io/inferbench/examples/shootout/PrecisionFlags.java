package io.inferbench.examples.shootout;

import io.inferbench.api.Precision;
import picocli.CommandLine.Option;

/** Flags that choose the number format. */
final class PrecisionFlags {

    @Option(names = "--fp16", description = "Half precision in place of single.")
    private boolean half;

    @Option(names = "--bf16", description = "bfloat16 in place of single; for GPUs.")
    private boolean brain;

    Precision precision() throws BadInputException {
        if (half && brain) {
            throw new BadInputException("--fp16 and --bf16: weights have one format; keep one of them");
        }
        if (brain) {
            return Precision.BF16;
        }
        return half ? Precision.FP16 : Precision.FP32;
    }
}
