package io.inferbench.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.Provider;
import io.inferbench.api.option.OptionSpec;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The rules of every kind of provider; the kits extend it, authors extend the kits. */
public abstract class ProviderContract {

    private static final int MOST_BROKEN_NEIGHBOURS = 100;

    @RegisterExtension
    static final RuleIdExtension RULE_IDS = new RuleIdExtension();

    ProviderContract() {}

    abstract Provider provider();

    abstract Class<? extends Provider> kind();

    /** Resource prefixes to hide; only a backend has an engine. */
    Set<String> hiddenResources() {
        return Set.of();
    }

    @Test
    @Tag("required")
    @DisplayName("B-00 a provider is found, made and described while its engine is absent")
    void isFoundMadeAndDescribedWithoutItsEngine() throws Exception {
        Provider provider = provider();
        assertThat(providersOfSameKind())
                .as(
                        "ServiceLoader should find %s; is it named in META-INF/services/%s or in module-info?",
                        provider.getClass().getName(), kind().getName())
                .anyMatch(found -> found.getClass() == provider.getClass());
        try (HidingClassLoader loader = HidingClassLoader.without(hiddenResources(), provider.getClass())) {
            Provider alone = newProvider(loader);
            assertThat(alone.id()).as("id() without the engine").isEqualTo(provider.id());
            assertThat(alone.description())
                    .as("description() without the engine")
                    .isEqualTo(provider.description());
            assertThat(optionNames(alone)).as("options() without the engine").isEqualTo(optionNames(provider));
        }
    }

    @Test
    @Tag("required")
    @DisplayName("B-01 the ID is well-formed, stable and unique")
    void idIsWellFormedStableAndUnique() {
        Provider provider = provider();
        assertThat(provider.id()).as("id()").matches("[a-z][a-z0-9-]{0,31}");
        assertThat(provider.id()).as("id() asked again").isEqualTo(provider().id());
        assertThat(providersOfSameKind().stream()
                        .filter(other -> other.id().equals(provider.id()))
                        .map(other -> other.getClass().getName())
                        .distinct())
                .as("providers on the class path with the ID '%s'", provider.id())
                .hasSizeLessThanOrEqualTo(1);
        assertThat(optionNames(provider)).as("names of options()").doesNotHaveDuplicates();
        assertThat(provider.options())
                .as("options() with their help")
                .allSatisfy(option -> assertThat(option.help())
                        .as("help of '%s'", option.name())
                        .isNotBlank());
    }

    /** Makes the provider's class anew where the engine is hidden. */
    final Provider newProvider(HidingClassLoader loader) {
        String name = provider().getClass().getName();
        try {
            return Class.forName(name, true, loader)
                    .asSubclass(Provider.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError failure) {
            throw new AssertionError(
                    "a public no-argument constructor should make " + name + " while the resources " + hiddenResources()
                            + " are absent, but: " + failure,
                    failure);
        }
    }

    private static List<String> optionNames(Provider provider) {
        return provider.options().stream().map(OptionSpec::name).toList();
    }

    private List<Provider> providersOfSameKind() {
        List<Provider> found = new ArrayList<>();
        Iterator<? extends Provider> providers = ServiceLoader.load(
                        kind(), provider().getClass().getClassLoader())
                .iterator();
        // A broken neighbour on the class path is not this provider's fault; discovery has its own tests.
        for (int failures = 0; failures < MOST_BROKEN_NEIGHBOURS; ) {
            try {
                if (!providers.hasNext()) {
                    break;
                }
                found.add(providers.next());
            } catch (ServiceConfigurationError | LinkageError broken) {
                failures++;
            }
        }
        return found;
    }
}
