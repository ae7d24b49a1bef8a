package io.inferbench.core.sink;

import io.inferbench.api.metric.Progress;
import io.inferbench.api.metric.SinkException;
import io.inferbench.api.metric.SinkSession;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Failed;
import io.inferbench.api.report.RunHeader;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The events of a run as text: a live line where a person watches, else one line per trial. */
final class ConsoleSession implements SinkSession {

    private static final String GAP = "  ";
    private static final String INDENT = "    ";

    /** Where nobody watches, a log shows now and then that the run is alive. */
    private static final long HEARTBEAT_NANOS = Duration.ofSeconds(30).toNanos();

    private final LiveText text;
    private final Path directory;
    private final Map<String, String> names = new HashMap<>();
    private int trials;
    private int finished;
    private long lastLineNanos;

    ConsoleSession(LiveText text, Path directory) {
        this.text = text;
        this.directory = directory;
    }

    @Override
    public void runStarted(RunHeader header) throws SinkException {
        trials = header.trials().size();
        header.trials().forEach(trial -> names.put(trial.id(), TrialText.line(trial)));
        text.line("Inferbench " + header.inferbenchVersion() + ", run " + header.runId() + ": " + count(trials, "trial")
                + ", seed " + header.seed());
        for (String failure : header.discoveryFailures()) {
            text.line("Not loaded: " + failure);
        }
    }

    @Override
    public void trialStarted(Trial trial) throws SinkException {
        if (text.isInteractive()) {
            text.show(TrialText.line(trial));
        }
    }

    @Override
    public void progressed(Progress progress) throws SinkException {
        if (!text.isInteractive() && progress.elapsedNanos() - lastLineNanos < HEARTBEAT_NANOS) {
            return;
        }
        lastLineNanos = progress.elapsedNanos();
        StringBuilder line = new StringBuilder();
        line.append('[')
                .append(progress.trialNumber())
                .append('/')
                .append(progress.trialCount())
                .append("] ");
        line.append(Figures.span(Duration.ofNanos(progress.elapsedNanos()))).append(' ');
        if (progress.forkCount() > 1) {
            line.append("fork ")
                    .append(progress.fork())
                    .append('/')
                    .append(progress.forkCount())
                    .append(' ');
        }
        line.append(progress.phase());
        line.append(progress.detail().isEmpty() ? "" : ": ").append(progress.detail());
        line.append(" · ").append(names.getOrDefault(progress.trialId(), progress.trialId()));
        if (text.isInteractive()) {
            text.show(line.toString());
        } else {
            text.line(line.toString());
        }
    }

    @Override
    public void trialFinished(TrialResult result) throws SinkException {
        finished++;
        String figures = result instanceof Completed completed
                ? TrialText.latency(completed)
                        .map(latency -> "  p50 " + Figures.withInterval(latency))
                        .orElse("")
                : "";
        text.line("[" + finished + "/" + trials + "] " + TrialText.status(result) + "  "
                + TrialText.line(result.trial()) + figures);
        if (result instanceof Failed) {
            writeReasons(result);
        }
    }

    @Override
    public void runFinished(RunReport report) throws SinkException {
        text.line("");
        if (report.status() == RunReport.Status.INTERRUPTED) {
            text.line("INTERRUPTED: " + report.results().size() + " of "
                    + count(report.header().trials().size(), "trial") + " done; the rest can be resumed");
        }
        ResultTable table = ResultTable.of(report);
        for (String line : table.shared()) {
            text.line(line);
        }
        if (!report.results().isEmpty()) {
            writeTable(table, report.results());
        }
        List<String> rankings = RankingLine.of(report);
        if (!rankings.isEmpty()) {
            text.line("");
            for (String ranking : rankings) {
                text.line(ranking);
            }
        }
        text.line("");
        Duration took = Duration.between(report.header().startedAt(), report.finishedAt());
        String tally = report.results().isEmpty() ? "No result" : TrialText.tally(report);
        text.line(tally + " in " + Figures.span(took) + ". Results: " + directory);
    }

    private void writeTable(ResultTable table, List<TrialResult> results) throws SinkException {
        List<Integer> widths = widths(table);
        int gaps = GAP.length() * (widths.size() - 1);
        if (text.isInteractive() && widths.stream().mapToInt(Integer::intValue).sum() + gaps > text.width()) {
            writeBlocks(table, results);
            return;
        }
        text.line(padded(table.headings(), widths, table.textColumns()));
        for (int i = 0; i < results.size(); i++) {
            text.line(padded(table.rows().get(i), widths, table.textColumns()));
            writeReasons(results.get(i));
        }
    }

    /** Each row as a line of texts and a line of numbers, for a terminal that is too narrow for the table. */
    private void writeBlocks(ResultTable table, List<TrialResult> results) throws SinkException {
        for (int i = 0; i < results.size(); i++) {
            List<String> row = table.rows().get(i);
            text.line(row.subList(0, table.textColumns()).stream()
                    .filter(cell -> !cell.isEmpty())
                    .collect(Collectors.joining(GAP)));
            String numbers = IntStream.range(table.textColumns(), row.size())
                    .filter(column -> !row.get(column).isEmpty())
                    .mapToObj(column -> table.headings().get(column) + " " + row.get(column))
                    .collect(Collectors.joining(", "));
            if (!numbers.isEmpty()) {
                text.line(INDENT + numbers);
            }
            writeReasons(results.get(i));
        }
    }

    private void writeReasons(TrialResult result) throws SinkException {
        for (String reason : TrialText.reasons(result)) {
            text.line(INDENT + reason);
        }
    }

    private static List<Integer> widths(ResultTable table) {
        return IntStream.range(0, table.headings().size())
                .mapToObj(column -> Stream.concat(
                                Stream.of(table.headings().get(column)),
                                table.rows().stream().map(row -> row.get(column)))
                        .mapToInt(ConsoleSession::length)
                        .max()
                        .orElse(0))
                .toList();
    }

    private static String padded(List<String> cells, List<Integer> widths, int textColumns) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            String padding = " ".repeat(widths.get(column) - length(cell));
            line.append(column == 0 ? "" : GAP);
            line.append(column < textColumns ? cell + padding : padding + cell);
        }
        return line.toString().stripTrailing();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    @Override
    public void close() throws SinkException {
        text.erase();
    }
}
