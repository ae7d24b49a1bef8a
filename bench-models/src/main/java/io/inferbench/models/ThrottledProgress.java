package io.inferbench.models;

import io.inferbench.api.ProgressListener;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Passes on at most four reports a second, and the last one. */
final class ThrottledProgress implements LongConsumer {
    private static final long GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final String activity;
    private final long total;
    private final ProgressListener listener;
    private long lastNanos = System.nanoTime();

    ThrottledProgress(String activity, long total, ProgressListener listener) {
        this.activity = activity;
        this.total = total;
        this.listener = listener;
    }

    @Override
    public void accept(long done) {
        long now = System.nanoTime();
        if (done >= total || now - lastNanos >= GAP_NANOS) {
            lastNanos = now;
            listener.onProgress(activity, (double) done / total);
        }
    }
}
