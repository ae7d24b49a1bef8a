package io.inferbench.core.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferbench.api.ElementType;
import io.inferbench.api.Tensor;
import io.inferbench.api.report.Agreement.OutputError;
import org.junit.jupiter.api.Test;

class OutputErrorsTest {

    private final OutputErrors errors = new OutputErrors(0.01);

    @Test
    void errorsAreRelativeToTheLargestValueOfTheOutputOverAllRequests() {
        errors.add(floats(1, 2, 100), floats(1, 2.5f, 100));
        errors.add(floats(-400, 0, 0), floats(-400, 0, 0));

        OutputError error = errors.errors().get(0);
        assertThat(error.maxAbsoluteError()).isEqualTo(0.5);
        assertThat(error.maxRelativeError()).isEqualTo(0.5 / 400);
        assertThat(error.rootMeanSquareError()).isCloseTo(Math.sqrt(0.25 / 6), within(1e-12));
        assertThat(error.elements()).isEqualTo(6);
        assertThat(errors.isWithinTolerance()).isTrue();
    }

    @Test
    void anErrorBeyondTheToleranceIsOutside() {
        errors.add(floats(1, 10), floats(1.2f, 10));

        assertThat(errors.isWithinTolerance()).isFalse();
    }

    @Test
    void notANumberIsNeverWithinTolerance() {
        assertThat(errors.add(floats(1, 2), floats(1, Float.NaN)))
                .hasValueSatisfying(
                        text -> assertThat(text).contains("'y' is NaN at element 1", "the reference is 2.0"));

        assertThat(errors.isWithinTolerance()).isFalse();
        assertThat(errors.errors().get(0).maxRelativeError()).isNaN();
    }

    @Test
    void anotherShapeIsSaidAndNotCompared() {
        Tensor flat = Tensor.ofFloats("y", new long[] {4}, 1, 2, 3, 4);
        Tensor square = Tensor.ofFloats("y", new long[] {2, 2}, 1, 2, 3, 4);

        assertThat(errors.add(flat, square)).contains("output 'y' should have shape [4], not [2, 2]");
        assertThat(errors.errors()).isEmpty();
    }

    @Test
    void anOutputOfZerosIsComparedAbsolutely() {
        errors.add(floats(0, 0), floats(0, 0.005f));

        assertThat(errors.errors().get(0).maxRelativeError()).isCloseTo(0.005, within(1e-9));
        assertThat(errors.isWithinTolerance()).isTrue();
    }

    @Test
    void halfPrecisionIsComparedByValue() {
        Tensor half = Tensor.allocate("y", ElementType.FLOAT16, 1);
        half.bytes().putShort(0, (short) 0x3c00);

        errors.add(Tensor.ofFloats("y", new long[] {1}, 1), half);

        assertThat(errors.errors().get(0).maxAbsoluteError()).isZero();
    }

    private static Tensor floats(float... values) {
        return Tensor.ofFloats("y", new long[] {values.length}, values);
    }
}
