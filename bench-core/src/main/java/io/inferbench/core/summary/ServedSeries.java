package io.inferbench.core.summary;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.ForkResult;
import io.inferbench.core.serve.LoadWindow;
import io.inferbench.core.serve.RequestRecord;
import io.inferbench.core.serve.RequestTables;
import io.inferbench.core.serve.ServedFigures;
import java.util.List;
import java.util.Optional;

/** What each fork of a served trial found, read back from its tables. */
final class ServedSeries {

    private ServedSeries() {}

    /** Returns the figures of a fork; empty if it served no load. */
    static Optional<ServedFigures> figures(ForkResult fork) {
        Optional<List<RequestRecord>> records = RequestTables.read(fork);
        Optional<LoadWindow> window = LoadWindow.measurement(fork);
        return records.isPresent() && window.isPresent()
                ? Optional.of(new ServedFigures(records.get(), window.get()))
                : Optional.empty();
    }

    /** Returns the latency a fork is judged by: from the intended start where a schedule said when to start. */
    static Metric headline(ForkResult fork) {
        return LoadWindow.measurement(fork).map(LoadWindow::scheduled).orElse(false)
                ? Metrics.E2EL_FROM_INTENDED
                : Metrics.E2EL;
    }
}
