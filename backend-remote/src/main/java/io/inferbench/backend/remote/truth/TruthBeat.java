package io.inferbench.backend.remote.truth;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The players of one event loop that wait: one timer for all that are due at the same time. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, and that is heard
final class TruthBeat {

    private final EventLoop loop;
    private final Map<Long, List<TruthPlayer>> waiting = new HashMap<>();

    TruthBeat(EventLoop loop) {
        this.loop = loop;
    }

    /** Plays on then, on the thread of the loop. */
    void await(long dueNanos, TruthPlayer player) {
        waiting.computeIfAbsent(dueNanos, this::begin).add(player);
    }

    private List<TruthPlayer> begin(Long dueNanos) {
        loop.schedule(() -> beat(dueNanos), dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        return new ArrayList<>();
    }

    private void beat(Long dueNanos) {
        List<TruthPlayer> due = waiting.remove(dueNanos);
        if (due != null) {
            due.forEach(TruthPlayer::play);
        }
    }
}
