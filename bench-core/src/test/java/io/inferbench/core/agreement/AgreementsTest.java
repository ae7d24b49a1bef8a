package io.inferbench.core.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Agreement.OutputError;
import io.inferbench.api.report.Agreement.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementsTest {

    @Test
    void oneDisagreementDecides() {
        Agreement combined = Agreements.combined(List.of(
                new Agreement(Status.AGREES, "a fp32", "", List.of(error(1e-6))),
                new Agreement(Status.DISAGREES, "a fp32", "outputs differ", List.of(error(0.5))),
                new Agreement(Status.DISAGREES, "a fp32", "outputs differ", List.of(error(0.4)))));

        assertThat(combined.status()).isEqualTo(Status.DISAGREES);
        assertThat(combined.explanation()).isEqualTo("outputs differ");
        assertThat(combined.errors()).extracting(OutputError::maxRelativeError).containsExactly(0.5);
    }

    @Test
    void aReferenceStaysOneOnlyIfEveryForkIs() {
        Agreement reference = new Agreement(Status.REFERENCE, "a fp32", "", List.of());
        Agreement agrees = new Agreement(Status.AGREES, "a fp32", "", List.of());

        assertThat(Agreements.combined(List.of(reference, reference)).status()).isEqualTo(Status.REFERENCE);
        assertThat(Agreements.combined(List.of(reference, agrees)).status()).isEqualTo(Status.AGREES);
    }

    @Test
    void notANumberIsTheLargestError() {
        Agreement combined = Agreements.combined(List.of(
                new Agreement(Status.DISAGREES, "a", "NaN", List.of(error(Double.NaN))),
                new Agreement(Status.DISAGREES, "a", "far off", List.of(error(1e9)))));

        assertThat(combined.errors().get(0).maxRelativeError()).isNaN();
        assertThat(combined.explanation()).isEqualTo("NaN; far off");
    }

    private static OutputError error(double size) {
        return new OutputError("logits", size, size, size, 1e-3, 10);
    }
}
