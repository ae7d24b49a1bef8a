package io.inferbench.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.Provider;
import io.inferbench.api.backend.Backend;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.api.workload.Workload;
import io.inferbench.api.workload.WorkloadSession;
import io.inferbench.api.workload.WorkloadSpec;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderCatalogTest {

    @TempDir
    Path folder;

    @Test
    void everyBrokenProviderIsAFailureAndTheSoundOnesAroundThemAreFound() throws IOException {
        Path jar = nineProviders();

        try (URLClassLoader loader = loaderOf(jar)) {
            ProviderCatalog catalog = ProviderCatalog.discover(loader);

            assertThat(catalog.backends().ids()).contains("first-good", "last-good");
            assertThat(catalog.backends().failures())
                    .extracting(DiscoveryFailure::describe)
                    .hasSize(8)
                    .anySatisfy(text ->
                            assertThat(text).contains("ThrowingConstructor").contains("thrown on purpose"))
                    .anySatisfy(text -> assertThat(text).contains("bad.Absent"))
                    .anySatisfy(text ->
                            assertThat(text).contains("FailingInitializer").contains("no_such_library"))
                    .anySatisfy(text -> assertThat(text).contains("bad.MissingSuperclass"))
                    .anySatisfy(text -> assertThat(text).contains("bad.MissingFieldType"))
                    .anySatisfy(text -> assertThat(text).contains("bad.MissingParameterType"))
                    .anySatisfy(text -> assertThat(text).contains("PrivateConstructor"))
                    .anySatisfy(
                            text -> assertThat(text).contains("malformed.jar", "Illegal configuration-file syntax"));
            assertThat(catalog.failures())
                    .allSatisfy(failure -> assertThat(failure.kind()).isEqualTo("backend"));
        }
    }

    private Path nineProviders() throws IOException {
        new BrokenJars(folder).line("not a class name").write("malformed");
        return new BrokenJars(folder)
                .backend("FirstGood", "first-good", "", "")
                .backend(
                        "ThrowingConstructor",
                        "throwing",
                        "",
                        "public ThrowingConstructor() { throw new IllegalStateException(\"thrown on purpose\"); }")
                .line("bad.Absent")
                .backend("FailingInitializer", "failing", "", "static { System.loadLibrary(\"no_such_library\"); }")
                .missing("MissingSuperclass")
                .backend("NoSuperclass", "no-superclass", "extends MissingSuperclass", "")
                .missing("MissingFieldType")
                .backend(
                        "NoFieldType", "no-field", "", "private final MissingFieldType field = new MissingFieldType();")
                .missing("MissingParameterType")
                .backend(
                        "NoParameterType",
                        "no-parameter",
                        "",
                        "public NoParameterType() {} public NoParameterType(MissingParameterType unused) {}")
                .backend("PrivateConstructor", "private", "", "private PrivateConstructor() {}")
                .backend("LastGood", "last-good", "", "")
                .write("providers");
    }

    private URLClassLoader loaderOf(Path jar) throws IOException {
        URL malformed = folder.resolve("malformed.jar").toUri().toURL();
        return new URLClassLoader(
                new URL[] {malformed, jar.toUri().toURL()}, getClass().getClassLoader());
    }

    @Test
    void theFirstCauseIsKept() throws IOException {
        Path jar = new BrokenJars(folder)
                .backend("FailingInitializer", "failing", "", "static { System.loadLibrary(\"no_such_library\"); }")
                .write("initializer");

        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader())) {
            ProviderCatalog catalog = ProviderCatalog.discover(loader);

            assertThat(catalog.failures()).hasSize(1);
            assertThat(catalog.failures().get(0).cause()).hasRootCauseInstanceOf(UnsatisfiedLinkError.class);
        }
    }

    @Test
    void anIdClaimedByTwoClassesIsRefusedNamingBoth() throws IOException {
        Path jar = new BrokenJars(folder)
                .backend("One", "twin", "", "")
                .backend("Other", "twin", "", "")
                .write("twins");

        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader())) {
            ProviderSet<Backend> backends = ProviderCatalog.discover(loader).backends();

            assertThat(backends.find("twin")).isEmpty();
            assertThat(backends.failures())
                    .singleElement()
                    .extracting(DiscoveryFailure::explanation)
                    .asString()
                    .contains("'twin'", "bad.One and bad.Other");
            assertThat(backends.mayExist("twin")).isTrue();
        }
    }

    @Test
    void discoveryGivesUpOnAnIteratorThatNeverMovesOn() throws IOException {
        BrokenJars jars = new BrokenJars(folder);
        for (int i = 0; i < ProviderLoader.MAX_FAILURES + 20; i++) {
            jars.line("bad.Absent" + i);
        }
        Path jar = jars.write("many");

        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader())) {
            List<DiscoveryFailure> failures =
                    ProviderCatalog.discover(loader).backends().failures();

            assertThat(failures).hasSize(ProviderLoader.MAX_FAILURES + 1);
            assertThat(failures.get(failures.size() - 1).explanation()).contains("gave up");
        }
    }

    @Test
    void malformedIdsAndBrokenExplicitProvidersAreRefused() {
        ProviderCatalog catalog = ProviderCatalog.builder()
                .add(new NamedWorkload("Not_An_Id"))
                .add(new NamedWorkload("fine"))
                .add(new ThrowingWorkload())
                .build();

        assertThat(catalog.workloads().ids()).containsExactly("fine");
        assertThat(catalog.failures())
                .extracting(DiscoveryFailure::explanation)
                .anySatisfy(text -> assertThat(text).contains(NamedWorkload.class.getName(), "'Not_An_Id'"))
                .anySatisfy(text -> assertThat(text).contains("options on fire"));
    }

    @Test
    void anUnknownBackendIsExplainedByWhatToAdd() {
        ProviderSet<Backend> backends = ProviderCatalog.builder().build().backends();

        assertThat(backends.explainUnknown("tensorrt"))
                .isEqualTo(
                        "unknown backend 'tensorrt'; found: none; add io.inferbench:backend-tensorrt to the class path");
        assertThat(backends.explainUnknown("ortcpu")).isEqualTo("unknown backend 'ortcpu'; found: none");
        assertThat(backends.mayExist("tensorrt")).isTrue();
        assertThat(backends.mayExist("ortcpu")).isFalse();
    }

    @Test
    void anUnknownWorkloadIsExplainedByTheNearestKnownOne() {
        ProviderSet<Workload> workloads = ProviderCatalog.builder()
                .add(new NamedWorkload("raw-tensors"))
                .add(new OtherWorkload())
                .build()
                .workloads();

        assertThat(workloads.explainUnknown("raw-tensor"))
                .isEqualTo("unknown workload 'raw-tensor' (did you mean 'raw-tensors'?); found: other, raw-tensors");
    }

    private static class NamedWorkload implements Workload {

        private final String id;

        NamedWorkload(String id) {
            this.id = id;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public WorkloadSession open(WorkloadSpec spec) {
            throw new IllegalStateException();
        }
    }

    private static final class OtherWorkload extends NamedWorkload {

        OtherWorkload() {
            super("other");
        }
    }

    private static final class ThrowingWorkload extends NamedWorkload implements Provider {

        ThrowingWorkload() {
            super("throwing");
        }

        @Override
        public List<OptionSpec<?>> options() {
            throw new IllegalStateException("options on fire");
        }
    }
}
