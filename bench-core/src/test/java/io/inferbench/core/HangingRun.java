package io.inferbench.core;

import io.inferbench.core.config.ExecutionSettings.Isolation;
import io.inferbench.core.run.fake.FakeBackend;
import io.inferbench.core.run.fake.FakeModels;
import io.inferbench.core.run.fake.FakeWorkload;
import io.inferbench.core.sink.JsonSink;
import java.nio.file.Path;

/** A process with a run in it whose second trial does not end. */
public final class HangingRun {

    private HangingRun() {}

    public static void main(String[] arguments) throws Exception {
        Benchmark.builder()
                .unwatched()
                .add(new FakeBackend())
                .add(new FakeModels())
                .add(new FakeWorkload())
                .add(new JsonSink())
                .build()
                .run(Plans.of(
                        Path.of(arguments[0]),
                        Plans.execution(Isolation.FORKED, 1),
                        Plans.fake("good"),
                        Plans.fake("hang")));
    }
}
