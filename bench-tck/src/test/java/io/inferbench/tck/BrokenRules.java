package io.inferbench.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.tck.broken.Breaks;
import java.util.List;

/** Holds a kit to what a broken provider says of itself. */
final class BrokenRules {

    private BrokenRules() {}

    static void check(Class<?> kit, Class<?> provider) {
        List<String> broken = List.of(provider.getAnnotation(Breaks.class).value());
        KitRun run = KitRun.of(kit, provider, broken.contains("B-13"));
        assertThat(run.brokenRules())
                .as("rules that %s breaks; found %s", provider.getSimpleName(), run.failed())
                .containsExactlyInAnyOrderElementsOf(broken);
        assertThat(run.failed())
                .allSatisfy((name, message) -> assertThat(message).startsWith(name + ": "));
    }
}
