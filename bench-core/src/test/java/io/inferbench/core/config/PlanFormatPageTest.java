package io.inferbench.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The plans on the format's page are plans, and the defaults it shows are the defaults. */
class PlanFormatPageTest {

    private static final Path PAGE = Path.of("../docs/plan-format.md");

    private static List<String> plans() throws IOException {
        Matcher blocks = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        return blocks.results().map(block -> block.group(1)).toList();
    }

    @Test
    void thePlansOfThePageCanBeRead() throws IOException, PlanException {
        List<String> plans = plans();

        assertThat(plans).hasSize(2);
        for (String plan : plans) {
            PlanReader.read("plan-format.md", plan, List.of());
        }
    }

    @Test
    void theDefaultsOfThePageAreTheDefaults() throws IOException, PlanException {
        BenchmarkConfig smallest =
                PlanReader.read("smallest.yaml", plans().get(0), List.of()).config();
        BenchmarkConfig full =
                PlanReader.read("full.yaml", plans().get(1), List.of()).config();

        assertThat(full).usingRecursiveComparison().ignoringFields("groups").isEqualTo(smallest);
    }

    @Test
    void everyKeyOfTheReaderIsOnThePage() throws IOException, PlanException {
        String page = Files.readString(PAGE);
        String keys = PlanWriter.json(PlanWriter.values(
                PlanReader.read("plan.yaml", Plans.SMALLEST, List.of()).config()));

        Matcher names = Pattern.compile("\"([a-z_]+)\":").matcher(keys);
        assertThat(names.results().map(name -> name.group(1)))
                .hasSizeGreaterThan(30)
                .allSatisfy(name -> assertThat(page).contains(name + ":"));
    }
}
