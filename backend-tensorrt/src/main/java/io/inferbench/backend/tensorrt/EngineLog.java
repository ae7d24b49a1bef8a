package io.inferbench.backend.tensorrt;

import io.inferbench.api.ProgressListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.bytedeco.tensorrt.nvinfer.ILogger;

/**
 * Receives what TensorRT says: keeps complaints for error texts, and passes on how far a build has come.
 *
 * <p>There is one for the life of the process: TensorRT keeps the first that it is given, for whatever has none of its own. It
 * calls from threads of its own. Its progress monitor cannot be implemented through the presets, so progress is
 * time and the latest message.
 */
final class EngineLog extends ILogger {

    private static final int KEPT_COMPLAINTS = 12;
    private static final long REPORT_NANOS = 500_000_000L;
    private static final int LONGEST_MESSAGE = 120;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Made when it is first wanted, after the libraries were loaded. */
    private static final class Shared {

        private static final EngineLog LOG = new EngineLog();
    }

    private final Deque<String> complaints = new ArrayDeque<>();
    private ProgressListener progress = ProgressListener.NONE;
    private String activity = "";
    private long startNanos;
    private long reportedNanos;

    private EngineLog() {}

    /** Returns the log of this process, without the complaints of what was before. */
    static EngineLog fresh() {
        Shared.LOG.forget();
        return Shared.LOG;
    }

    private synchronized void forget() {
        complaints.clear();
    }

    @Override
    public void log(ILogger.Severity severity, String message) {
        if (severity.value <= ILogger.Severity.kERROR.value) {
            complain(message);
        } else {
            report(message);
        }
    }

    private synchronized void complain(String message) {
        if (complaints.size() == KEPT_COMPLAINTS) {
            complaints.removeFirst();
        }
        complaints.addLast(message.strip());
    }

    private synchronized void report(String message) {
        long now = System.nanoTime();
        if (activity.isEmpty() || now - reportedNanos < REPORT_NANOS) {
            return;
        }
        reportedNanos = now;
        String shortened = message.substring(0, Math.min(LONGEST_MESSAGE, message.length()))
                .strip();
        // How much is left is known to nobody; a fraction that moved would be invented.
        progress.onProgress(
                activity + ", " + Math.round((now - startNanos) / NANOS_PER_SECOND) + " s: " + shortened, 0);
    }

    /** Starts passing on progress; called once more with an empty activity, it stops. */
    synchronized void follow(String doing, ProgressListener listener) {
        activity = doing;
        progress = listener;
        startNanos = System.nanoTime();
        reportedNanos = startNanos - REPORT_NANOS;
    }

    /** Returns the latest complaints, oldest first, in one line. */
    synchronized String complaints() {
        List<String> lines = new ArrayList<>(complaints);
        return lines.isEmpty() ? "it gave no reason" : String.join(" | ", lines);
    }
}
