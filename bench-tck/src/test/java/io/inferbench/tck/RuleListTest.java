package io.inferbench.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.tck.broken.Breaks;
import io.inferbench.tck.broken.BrokenClients;
import io.inferbench.tck.broken.BrokenGenerators;
import io.inferbench.tck.broken.BrokenModelSources;
import io.inferbench.tck.broken.BrokenProbes;
import io.inferbench.tck.broken.BrokenSinks;
import io.inferbench.tck.broken.BrokenTensorAnswers;
import io.inferbench.tck.broken.BrokenTensorBackends;
import io.inferbench.tck.broken.BrokenTokens;
import io.inferbench.tck.broken.BrokenWorkloads;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The list of rules, the kits' tests and the providers that break them are about the same rules. */
class RuleListTest {

    private static final Path CONTRACT = Path.of("../docs/contract.md");
    private static final Path API = Path.of("../bench-api/src/main/java");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| ([BGMRWS]-\\d\\d) \\|.*\\| (required|optional|stochastic) \\|$");
    private static final Pattern RULE = Pattern.compile("\\b[BGMRWS]-\\d\\d\\b");

    @Test
    void everyListedRuleHasATestOfItsTagAndEveryTestItsRule() throws IOException {
        Set<String> listed = new TreeSet<>();
        ROW.matcher(read(CONTRACT)).results().forEach(row -> listed.add(row.group(1) + " " + row.group(2)));

        assertThat(listed).hasSizeGreaterThan(40).isEqualTo(testedRules());
    }

    @Test
    void everyRuleIsBrokenByAProvider() {
        Set<String> broken = new TreeSet<>();
        brokenProviders()
                .map(type -> type.getAnnotation(Breaks.class))
                .forEach(breaks -> broken.addAll(List.of(breaks.value())));

        Set<String> tested = new TreeSet<>();
        testedRules().forEach(rule -> tested.add(rule.substring(0, 4)));
        assertThat(broken).isEqualTo(tested);
    }

    @Test
    void everyRuleNamedInTheJavadocIsListed() throws IOException {
        Set<String> listed = new TreeSet<>();
        ROW.matcher(read(CONTRACT)).results().forEach(row -> listed.add(row.group(1)));
        Set<String> named = new TreeSet<>();
        try (Stream<Path> files = Files.walk(API)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                RULE.matcher(read(file)).results().map(MatchResult::group).forEach(named::add);
            }
        }

        assertThat(named).isNotEmpty().isSubsetOf(listed);
    }

    private static Set<String> testedRules() {
        Set<String> rules = new TreeSet<>();
        for (Class<?> kit : List.of(
                TensorSessionContract.class,
                GenerationSessionContract.class,
                RequestSessionContract.class,
                ModelSourceContract.class,
                WorkloadContract.class,
                MetricSinkContract.class)) {
            for (Class<?> type = kit; type != Object.class; type = type.getSuperclass()) {
                for (Method method : type.getDeclaredMethods()) {
                    if (method.isAnnotationPresent(Test.class)) {
                        String name = method.getAnnotation(DisplayName.class).value();
                        rules.add(name.substring(0, 4) + " " + tag(method, name));
                    }
                }
            }
        }
        return rules;
    }

    private static String tag(Method method, String name) {
        Tag tag = method.getAnnotation(Tag.class);
        assertThat(tag).as("tag of the test '%s'", name).isNotNull();
        return tag.value();
    }

    private static Stream<Class<?>> brokenProviders() {
        return Stream.of(
                        BrokenProbes.class,
                        BrokenTensorBackends.class,
                        BrokenTensorAnswers.class,
                        BrokenClients.class,
                        BrokenGenerators.class,
                        BrokenTokens.class,
                        BrokenModelSources.class,
                        BrokenWorkloads.class,
                        BrokenSinks.class)
                .flatMap(family -> Arrays.stream(family.getDeclaredClasses()))
                .filter(type -> type.isAnnotationPresent(Breaks.class));
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
