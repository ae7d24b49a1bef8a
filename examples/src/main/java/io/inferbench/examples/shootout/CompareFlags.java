package io.inferbench.examples.shootout;

import io.inferbench.core.compare.Comparison;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Flags that say what is compared and how strictly. */
final class CompareFlags {

    private static final double HUNDRED = 100;

    @Option(
            names = "--margin",
            paramLabel = "2%",
            defaultValue = "2%",
            description = "Largest change that does not matter. Default: ${DEFAULT-VALUE}.")
    private String margin = "2%";

    @Option(
            names = "--confidence",
            paramLabel = "95%",
            defaultValue = "95%",
            description = "That nothing is called where nothing differs, for all trials together. Default:"
                    + " ${DEFAULT-VALUE}.")
    private String confidence = "95%";

    @Option(
            names = "--each",
            description = "The confidence holds for each trial by itself; false calls then add up over trials.")
    private boolean each;

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            description = "In place of each trial's latency, for instance ttft or output_token_throughput.")
    private @Nullable String metric;

    @Option(names = "--percentile", paramLabel = "P", description = "In place of the median, for instance 99.")
    private @Nullable Double percentile;

    Comparison applyTo(Comparison comparison) throws BadInputException {
        Comparison set =
                comparison.margin(fraction("--margin", margin)).confidence(fraction("--confidence", confidence));
        set = each ? set.eachByItself() : set;
        set = metric == null ? set : set.metric(metric);
        return percentile == null ? set : set.percentile(percentile);
    }

    /** Takes {@code 2%} and {@code 0.02}; a bare number from 1 on is refused, since nobody knows which was meant. */
    private static double fraction(String flag, String text) throws BadInputException {
        String trimmed = text.strip();
        boolean hundredths = trimmed.endsWith("%");
        OptionalDouble number = number(hundredths ? trimmed.substring(0, trimmed.length() - 1) : trimmed);
        if (number.isEmpty() || number.getAsDouble() < 0 || (!hundredths && number.getAsDouble() >= 1)) {
            throw new BadInputException(flag + " " + text + " should be hundredths such as 2%, or a fraction below 1");
        }
        return hundredths ? number.getAsDouble() / HUNDRED : number.getAsDouble();
    }

    private static OptionalDouble number(String text) {
        try {
            return OptionalDouble.of(Double.parseDouble(text.strip()));
        } catch (NumberFormatException notANumber) {
            return OptionalDouble.empty();
        }
    }
}
