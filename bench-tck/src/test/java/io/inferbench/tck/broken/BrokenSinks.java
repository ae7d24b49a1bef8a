package io.inferbench.tck.broken;

import io.inferbench.api.metric.SinkException;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Sinks that break the rules of sinks. */
public final class BrokenSinks {

    private BrokenSinks() {}

    @Breaks("S-01")
    public static final class InsistsOnOrder extends ToySink {
        private final Set<String> started = new HashSet<>();

        @Override
        void trialStarted(Trial trial) {
            started.add(trial.id());
        }

        @Override
        void trialFinished(TrialResult result) {
            if (!started.contains(result.trial().id())) {
                throw new IllegalStateException("it did not start");
            }
        }
    }

    @Breaks("S-02")
    public static final class WritesOnClose extends ToySink {
        @Override
        void close(Path file, boolean finished) throws IOException {
            write(file, "the end\n");
        }
    }

    @Breaks("S-02")
    public static final class SinkClosesOnce extends ToySink {
        @Override
        void closedAgain() {
            throw new IllegalStateException("closed twice");
        }
    }

    @Breaks("S-03")
    public static final class FailsUnchecked extends ToySink {
        @Override
        SinkException failure(String text, IOException cause) {
            if (text.contains("cannot open")) {
                return super.failure(text, cause);
            }
            throw new UncheckedIOException(cause);
        }
    }

    @Breaks("S-04")
    public static final class NoticesTooLate extends ToySink {
        @Override
        void open(Path directory) {
            // Hopes for the best.
        }
    }

    @Breaks("S-04")
    public static final class DoesNotSayWhere extends ToySink {
        @Override
        SinkException failure(String text, IOException cause) {
            return new SinkException("cannot write", cause);
        }
    }

    @Breaks({"S-02", "S-05"})
    public static final class StartsUnderTheFinalName extends ToySink {
        @Override
        void runStarted(Path file) throws IOException {
            Files.writeString(file, "half");
        }
    }

    @Breaks("S-05")
    public static final class LeavesScraps extends ToySink {
        @Override
        void write(Path file, String text) throws IOException {
            super.write(file, text);
            Files.writeString(file.resolveSibling("scrap"), text);
        }
    }

    @Breaks("S-05")
    public static final class DoesNotNameItsFile extends ToySink {
        @Override
        List<Path> files(Path file, boolean finished) {
            return List.of();
        }
    }

    @Breaks("S-06")
    public static final class FormatsForTheUser extends ToySink {
        @Override
        String number(double value) {
            return String.format(Locale.getDefault(), "%,.1f", value);
        }
    }
}
