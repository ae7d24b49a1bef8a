package io.inferbench.core.run;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.inferbench.core.json.ReportJson;
import tools.jackson.databind.json.JsonMapper;

/** The report's JSON form, and with it what a journal and a child process say. */
public final class RunJson {

    private static final JsonMapper MAPPER = ReportJson.mapper()
            .rebuild()
            .addMixIn(ForkOutcome.class, OutcomeNames.class)
            .build();

    private RunJson() {}

    /** Returns the mapper; thread-safe. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "end")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = ForkOutcome.Finished.class, name = "finished"),
        @JsonSubTypes.Type(value = ForkOutcome.Broken.class, name = "broken")
    })
    private interface OutcomeNames {}
}
