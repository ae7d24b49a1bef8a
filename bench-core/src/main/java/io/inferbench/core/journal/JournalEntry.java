package io.inferbench.core.journal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.inferbench.api.report.RunHeader;
import io.inferbench.core.run.ForkOutcome;

/** One line of a journal. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JournalEntry.Started.class, name = "started"),
    @JsonSubTypes.Type(value = JournalEntry.Fork.class, name = "fork")
})
sealed interface JournalEntry {

    /**
     * The run began.
     *
     * @param header what was known then
     */
    record Started(RunHeader header) implements JournalEntry {}

    /**
     * A fork ended.
     *
     * @param trialId of the trial
     * @param fork from 0
     * @param outcome what became of it
     */
    record Fork(String trialId, int fork, ForkOutcome outcome) implements JournalEntry {}
}
