package io.inferbench.core.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

    @Test
    void keepsTheOrderAndLeavesOutEmptySections() {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        sections.put("z", Map.of("a", "1"));
        sections.put("empty", Map.of());
        sections.put("b", Map.of("c", "2"));

        assertThat(new Environment(sections).sections()).containsOnlyKeys("z", "b");
        assertThat(new Environment(sections)
                        .with("gpu", Map.of("driver", "580"))
                        .sections()
                        .keySet())
                .containsExactly("z", "b", "gpu");
    }

    @Test
    void addsToASectionThatIsThere() {
        Environment environment = new Environment(Map.of("gpu", Map.of("driver", "570", "cuda", "13")));

        assertThat(environment.with("gpu", Map.of("driver", "580")).sections())
                .isEqualTo(Map.of("gpu", Map.of("driver", "580", "cuda", "13")));
        assertThat(environment.sections().get("gpu")).containsEntry("driver", "570");
    }

    @Test
    void tellsOnlyWhatDiffers() {
        Environment run = new Environment(Map.of("jvm", Map.of("arguments", "-Xmx1g", "name", "HotSpot")));
        Environment fork = new Environment(Map.of(
                "jvm", Map.of("arguments", "-Xmx8g", "name", "HotSpot"), "variables", Map.of("OMP_NUM_THREADS", "2")));

        assertThat(fork.differencesFrom(run))
                .isEqualTo(Map.of("jvm.arguments", "-Xmx8g", "variables.OMP_NUM_THREADS", "2"));
        assertThat(run.differencesFrom(run)).isEmpty();
    }

    @Test
    void isNotChangedThroughTheMapsItWasMadeOf() {
        Map<String, String> facts = new HashMap<>(Map.of("a", "1"));
        Environment environment = new Environment(Map.of("s", facts));
        facts.put("a", "2");

        assertThat(environment.sections().get("s")).containsEntry("a", "1");
    }
}
