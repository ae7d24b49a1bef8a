package io.inferbench.core.sink;

import io.inferbench.api.option.OptionSpec;
import java.util.Arrays;
import java.util.List;

/** Options that the sinks of other tools' files share; names and defaults are those tools'. */
final class PeerOptions {

    static final OptionSpec<Boolean> DETAILED = OptionSpec.flag(
                    "detailed", "whether to write what each request took, as --save-detailed does")
            .withDefault(false);

    static final OptionSpec<List<String>> METRICS = OptionSpec.of(
                    "metrics",
                    "names joined by commas",
                    "which of ttft, tpot, itl, e2el, client_queue_time, e2el_including_client_queue to summarise",
                    PeerOptions::metrics)
            .withDefault(List.of("ttft", "tpot", "itl"));

    static final OptionSpec<List<Double>> PERCENTILES = OptionSpec.of(
                    "percentiles", "numbers joined by commas", "which percentiles to write", PeerOptions::percentiles)
            .withDefault(List.of(99.0));

    static final List<OptionSpec<?>> ALL = List.of(DETAILED, METRICS, PERCENTILES);

    private static final List<String> KNOWN =
            List.of("ttft", "tpot", "itl", "e2el", "client_queue_time", "e2el_including_client_queue");

    private PeerOptions() {}

    private static List<String> metrics(String text) {
        List<String> names = Arrays.stream(text.split(",")).map(String::strip).toList();
        names.stream().filter(name -> !KNOWN.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("'" + name + "' is none of " + String.join(", ", KNOWN));
        });
        return names;
    }

    private static List<Double> percentiles(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .map(Double::valueOf)
                .peek(percent -> {
                    if (!(percent > 0 && percent < 100)) {
                        throw new IllegalArgumentException("a percentile lies between 0 and 100");
                    }
                })
                .toList();
    }
}
