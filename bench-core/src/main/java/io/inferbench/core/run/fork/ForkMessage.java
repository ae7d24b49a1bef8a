package io.inferbench.core.run.fork;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.inferbench.api.Device;
import io.inferbench.api.backend.Unavailable;
import io.inferbench.api.report.PhaseResult;
import io.inferbench.api.report.Stage;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.run.ForkAssignment;
import io.inferbench.core.run.ForkOutcome;
import java.util.List;
import java.util.Map;

/** What parent and child say to each other, one JSON value a line. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "say")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ForkMessage.Run.class, name = "run"),
    @JsonSubTypes.Type(value = ForkMessage.Probe.class, name = "probe"),
    @JsonSubTypes.Type(value = ForkMessage.ShowThreads.class, name = "show-threads"),
    @JsonSubTypes.Type(value = ForkMessage.Hello.class, name = "hello"),
    @JsonSubTypes.Type(value = ForkMessage.Beat.class, name = "beat"),
    @JsonSubTypes.Type(value = ForkMessage.PhaseStarted.class, name = "phase-started"),
    @JsonSubTypes.Type(value = ForkMessage.Progressed.class, name = "progressed"),
    @JsonSubTypes.Type(value = ForkMessage.PhaseFinished.class, name = "phase-finished"),
    @JsonSubTypes.Type(value = ForkMessage.Ended.class, name = "ended"),
    @JsonSubTypes.Type(value = ForkMessage.IsAvailable.class, name = "available"),
    @JsonSubTypes.Type(value = ForkMessage.IsUnavailable.class, name = "unavailable")
})
sealed interface ForkMessage {

    /**
     * To the child: run this fork.
     *
     * @param providers where plug-ins come from
     */
    record Run(ForkAssignment assignment, ProviderOrigin providers) implements ForkMessage {}

    /**
     * To the child: ask this backend whether it can run.
     *
     * @param providers where plug-ins come from
     */
    record Probe(ProviderChoice backend, ProviderOrigin providers) implements ForkMessage {}

    /** To the child: write every thread's stack to the log. */
    record ShowThreads() implements ForkMessage {}

    /**
     * To the parent: here I am.
     *
     * @param token that the parent gave, to prove who speaks
     */
    record Hello(String token) implements ForkMessage {}

    /** To the parent: still here. */
    record Beat() implements ForkMessage {}

    /** To the parent: a phase began. */
    record PhaseStarted(Stage stage) implements ForkMessage {}

    /** To the parent: how a phase comes along. */
    record Progressed(Stage stage, String detail) implements ForkMessage {}

    /** To the parent: a phase ended well. */
    record PhaseFinished(PhaseResult phase) implements ForkMessage {}

    /** To the parent: the last word of a fork. */
    record Ended(ForkOutcome outcome) implements ForkMessage {}

    /** To the parent: the last word of a probe. */
    record IsAvailable(String engineVersion, List<Device> devices, Map<String, String> facts) implements ForkMessage {}

    /** To the parent: the last word of a probe. */
    record IsUnavailable(Unavailable.Reason reason, String explanation, String remedy) implements ForkMessage {}
}
