package io.inferbench.core.run;

import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.SampleTable;
import java.util.List;
import java.util.Map;

/** One kind of session with one kind of workload, as the phases see it. */
interface Exercise {

    /** Returns the name of the column that holds a call's latency. */
    String latencyName();

    /** Returns how many distinct requests there are. */
    int distinctRequests();

    /**
     * Runs the first request for the first time.
     *
     * @param facts filled with the call's latency
     */
    void firstCall(Map<String, String> facts) throws Exception;

    /** Compares outputs as the task says, before anything is timed. */
    Agreement agree() throws Exception;

    /** Looks at the outputs of a request again, after the measurement and while its callers are open. */
    Agreement agreeAgain() throws Exception;

    /** Returns callers with empty logs, made once; the caller of this method closes them. */
    Callers callers() throws Exception;

    /** Returns tables about the calls that these callers made in the measurement, beside their rows. */
    List<SampleTable> furtherTables();
}
