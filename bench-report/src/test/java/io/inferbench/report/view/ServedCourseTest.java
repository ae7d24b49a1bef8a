package io.inferbench.report.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferbench.api.report.Completed;
import io.inferbench.report.MeasuredReports;
import io.inferbench.report.ServedRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServedCourseTest {

    private static final double SECONDS = ServedRun.TURNS * ServedRun.ANSWER_NANOS * 1e-9;

    private final ServedCourse course = ServedCourse.of(ServedRun.fork(4)).orElseThrow();

    @Test
    void placesThatAreAlwaysTakenAreInFlightAllTheTime() {
        assertThat(course.inFlight())
                .hasSize(20)
                .allSatisfy(point -> assertThat(point.y()).isCloseTo(4, within(1e-9)));
    }

    /** Every tenth request fails and brings nothing. */
    @Test
    void whatIsCountedByPartAddsUp() {
        assertThat(total(course.tokens())).isCloseTo(4 * ServedRun.TURNS * 0.9 * 5, within(1e-6));
        assertThat(total(course.failures())).isCloseTo(4 * ServedRun.TURNS * 0.1, within(1e-6));
    }

    @Test
    void answerTimesAreMedians() {
        assertThat(course.answerTimes())
                .isNotEmpty()
                .allSatisfy(point -> assertThat(point.y()).isEqualTo(ServedRun.ANSWER_NANOS));
    }

    @Test
    void whatCallsASessionServesNothing() {
        assertThat(MeasuredReports.read("bert").results())
                .filteredOn(Completed.class::isInstance)
                .allSatisfy(result -> assertThat(
                                ServedCourse.of(((Completed) result).forks().get(0)))
                        .isEmpty());
    }

    private static double total(List<Point> rates) {
        return rates.stream().mapToDouble(Point::y).sum() * SECONDS / rates.size();
    }
}
