package io.inferbench.core.run;

import io.inferbench.api.backend.DeviceTimed;
import io.inferbench.api.backend.EngineTimed;
import io.inferbench.api.backend.EnqueueTimed;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import java.util.List;
import java.util.stream.Stream;

/** A time that calls can tell of themselves, beside the caller's. */
enum OwnTime {
    DEVICE(Metrics.DEVICE_TIME, DeviceTimed.class) {
        @Override
        long of(TensorCall call) {
            return ((DeviceTimed) call).deviceNanos();
        }
    },
    ENQUEUE(Metrics.ENQUEUE_TIME, EnqueueTimed.class) {
        @Override
        long of(TensorCall call) {
            return ((EnqueueTimed) call).enqueueNanos();
        }
    },
    ENGINE(Metrics.ENGINE_TIME, EngineTimed.class) {
        @Override
        long of(TensorCall call) {
            return ((EngineTimed) call).engineNanos();
        }
    };

    private final Metric metric;
    private final Class<?> capability;

    OwnTime(Metric metric, Class<?> capability) {
        this.metric = metric;
        this.capability = capability;
    }

    /** Returns those that every one of the calls can tell. */
    static List<OwnTime> ofAll(TensorCall[] calls) {
        return Stream.of(values())
                .filter(time -> Stream.of(calls).allMatch(time.capability::isInstance))
                .toList();
    }

    /** Returns the column's name. */
    String key() {
        return metric.key();
    }

    /** Returns the time of the call's latest run, in nanoseconds. */
    abstract long of(TensorCall call);
}
