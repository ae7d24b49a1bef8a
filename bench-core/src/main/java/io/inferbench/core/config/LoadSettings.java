package io.inferbench.core.config;

import io.inferbench.core.load.Objectives;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a server is loaded, beside the parameters {@code rate}, {@code arrivals} and {@code concurrency} of each trial.
 *
 * @param requests how many are measured; absent, with no duration either: each of the workload once
 * @param duration for how long requests are started
 * @param warmUpRequests how many come before; absent: as many as fill all places twice, or two seconds
 * @param objectives what a good request keeps
 * @param goodShare part of the requests that has to be good at a rate that is held
 * @param probe how long each rate of a search is tried
 * @param drain how long answers are awaited after the last start
 * @param speed at which a recorded schedule is replayed
 * @param failuresAllowed one after the other, before the server is taken for lost
 */
public record LoadSettings(
        OptionalInt requests,
        Optional<Duration> duration,
        OptionalInt warmUpRequests,
        Objectives objectives,
        double goodShare,
        Duration probe,
        Duration drain,
        double speed,
        int failuresAllowed) {

    /** Every request of the workload once; no objectives; a minute for the last answers. */
    public static final LoadSettings DEFAULT = new LoadSettings(
            OptionalInt.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            Objectives.NONE,
            0.99,
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            1,
            50);
}
