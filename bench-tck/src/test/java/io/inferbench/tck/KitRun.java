package io.inferbench.tck;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.inferbench.api.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/**
 * What a kit found.
 *
 * @param passed display names of tests
 * @param failed messages by display name
 * @param aborted messages by display name
 */
record KitRun(List<String> passed, Map<String, String> failed, Map<String, String> aborted) {

    private static Supplier<Provider> current =
            () -> Assumptions.abort("this kit has no provider of its own; a test runs it on many");

    /** Returns a new instance of the provider that the running kit looks at. */
    static <P extends Provider> P provider(Class<P> kind) {
        return kind.cast(current.get());
    }

    /** Runs the kit on the provider. */
    static KitRun of(Class<?> kit, Class<?> provider, boolean withStochastic) {
        Supplier<Provider> usual = current;
        current = () -> newInstance(provider);
        try {
            EngineTestKit.Builder builder =
                    EngineTestKit.engine("junit-jupiter").selectors(selectClass(kit));
            if (!withStochastic) {
                builder.filters(TagFilter.excludeTags("stochastic"));
            }
            KitRun run = new KitRun(new ArrayList<>(), new TreeMap<>(), new TreeMap<>());
            builder.execute().testEvents().finished().stream().forEach(run::take);
            return run;
        } finally {
            current = usual;
        }
    }

    private void take(Event event) {
        String name = event.getTestDescriptor().getDisplayName();
        TestExecutionResult result = event.getRequiredPayload(TestExecutionResult.class);
        String message = result.getThrowable().map(Throwable::getMessage).orElse("");
        switch (result.getStatus()) {
            case SUCCESSFUL -> passed.add(name);
            case FAILED -> failed.put(name, message);
            case ABORTED -> aborted.put(name, message);
        }
    }

    /** Returns the IDs of the rules of which a test failed. */
    TreeSet<String> brokenRules() {
        TreeSet<String> rules = new TreeSet<>();
        failed.keySet().forEach(name -> rules.add(name.substring(0, 4)));
        return rules;
    }

    private static Provider newInstance(Class<?> provider) {
        try {
            return (Provider) provider.getConstructor().newInstance();
        } catch (ReflectiveOperationException unfit) {
            throw new IllegalStateException(provider + " should have a public no-argument constructor", unfit);
        }
    }
}
