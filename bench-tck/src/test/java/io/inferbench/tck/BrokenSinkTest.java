package io.inferbench.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.metric.MetricSink;
import io.inferbench.tck.broken.Breaks;
import io.inferbench.tck.broken.BrokenSinks;
import io.inferbench.tck.broken.ToySink;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each sink that breaks a rule fails the tests of that rule, with its number in the message. */
class BrokenSinkTest {

    static Stream<Class<?>> brokenProviders() {
        return Arrays.stream(BrokenSinks.class.getDeclaredClasses())
                .filter(type -> type.isAnnotationPresent(Breaks.class));
    }

    @ParameterizedTest
    @MethodSource("brokenProviders")
    void failsTheRulesItBreaksAndNoOthers(Class<?> provider) {
        BrokenRules.check(SinkKit.class, provider);
    }

    @Test
    void theSinkTheyAreMadeFromKeepsAllRules() {
        KitRun run = KitRun.of(SinkKit.class, ToySink.class, true);

        assertThat(run.failed()).isEmpty();
        assertThat(run.aborted()).isEmpty();
    }

    /** The kit as an author would extend it. */
    static class SinkKit extends MetricSinkContract {

        @Override
        protected MetricSink sink() {
            return KitRun.provider(MetricSink.class);
        }
    }
}
