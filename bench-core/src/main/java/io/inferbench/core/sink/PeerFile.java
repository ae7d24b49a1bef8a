package io.inferbench.core.sink;

import io.inferbench.api.report.Parameters;
import io.inferbench.core.load.ArrivalPattern;
import io.inferbench.core.load.LoadShape;
import io.inferbench.core.serve.peer.PeerRequest;
import io.inferbench.core.serve.peer.PeerRun;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** What vLLM's result files and those descended from them have in common. */
abstract class PeerFile {

    /** vLLM's and TensorRT-LLM's: {@code %Y%m%d-%H%M%S}. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** A mean that stands in a file's name has three places. */
    private static final double ROUNDING = 1e3;

    private static final String INFINITE = "inf";
    private static final String REMOTE = "remote:";

    private final ServedFork fork;
    private final PeerRun run;

    PeerFile(ServedFork fork) {
        this.fork = fork;
        this.run = fork.run();
    }

    /** Returns whether the tool has a file for what this fork did. */
    boolean fits() {
        return true;
    }

    /** Returns the form in which prompts went to the server. */
    String promptForm() {
        return fork.fork().facts().getOrDefault("workload.prompt_form", "");
    }

    /** Returns whether answers were vectors or rankings, which vLLM calls pooling. */
    boolean isPooling() {
        return promptForm().equals("texts") || promptForm().equals("ranking");
    }

    /** Returns the file's members in its order. */
    abstract Map<String, Object> values(boolean detailed);

    ServedFork fork() {
        return fork;
    }

    PeerRun run() {
        return run;
    }

    /** Returns the server's name for its model. */
    String model() {
        String reference = fork.trial().model();
        return reference.startsWith(REMOTE) ? reference.substring(REMOTE.length()) : reference;
    }

    /** Returns what names of files begin with. */
    abstract String label();

    /** Returns {@code {label}-{rate}qps[-concurrency{N}]-{model}-{date}.json}, and which fork if there are several; without its ending. */
    String name() {
        String model = String.valueOf(Path.of(model()).getFileName());
        String places = fork.trial()
                .parameter(Parameters.CONCURRENCY)
                .map(places1 -> "-concurrency" + places1)
                .orElse("");
        String which = fork.fork().index() == 0 ? "" : "-fork" + (fork.fork().index() + 1);
        return (label() + "-" + requestRate() + "qps" + places + "-" + model + "-" + date() + which)
                .replaceAll("[^A-Za-z0-9._+-]", "_");
    }

    String date() {
        return DATE.format(fork.report().finishedAt());
    }

    /** Returns a number, or {@code "inf"} where no schedule held requests back. */
    Object requestRate() {
        return fork.trial()
                .parameter(Parameters.RATE)
                .map(LoadShape::parse)
                .map(shape -> shape instanceof LoadShape.Steady steady ? steady.ratePerSecond() : meanRate(shape))
                .orElse(INFINITE);
    }

    private Object meanRate(LoadShape shape) {
        return shape instanceof LoadShape.Unbounded
                ? INFINITE
                : (Object) (Math.round(run.perSecond(run.requests().size()) * ROUNDING) / ROUNDING);
    }

    /** Returns the gamma distribution's shape: 1 is Poisson, infinite is constant. */
    Object burstiness() {
        ArrivalPattern pattern = fork.trial()
                .parameter(Parameters.ARRIVALS)
                .map(ArrivalPattern::parse)
                .orElse(ArrivalPattern.DEFAULT);
        return pattern.kind() == ArrivalPattern.Kind.CONSTANT ? INFINITE : (Object) pattern.parameter();
    }

    /** Returns the limit of requests in flight; null without one, as the file has it. */
    Map<String, Object> maxConcurrency() {
        Map<String, Object> single = new LinkedHashMap<>();
        single.put(
                "max_concurrency",
                fork.trial()
                        .parameter(Parameters.CONCURRENCY)
                        .map(Integer::valueOf)
                        .orElse(null));
        return single;
    }

    List<Integer> integers(ToIntFunction<PeerRequest> value) {
        return run.requests().stream().map(value::applyAsInt).toList();
    }

    <T> List<T> each(Function<PeerRequest, T> value) {
        return run.requests().stream().map(value).toList();
    }

    /** Answers are not kept: the key is there, its texts are empty. */
    List<String> texts() {
        return each(request -> "");
    }
}
