package io.inferbench.core.ledger;

import io.inferbench.api.report.Verdict.Reason;
import io.inferbench.api.report.Verdict.Status;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * From where on a figure makes a result doubtful, and from where on worthless.
 *
 * @param suspect above it the result is SUSPECT
 * @param invalid above it the result is INVALID
 */
record Limits(double suspect, double invalid) {

    /** Returns the limit that a value broke; empty if it kept both or is not there. */
    Optional<Broken> judge(OptionalDouble value) {
        if (value.isEmpty() || value.getAsDouble() <= suspect) {
            return Optional.empty();
        }
        double found = value.getAsDouble();
        return Optional.of(
                found > invalid
                        ? new Broken(Status.INVALID, found, invalid)
                        : new Broken(Status.SUSPECT, found, suspect));
    }

    /** A value and the limit it broke. */
    record Broken(Status severity, double value, double limit) {

        Reason reason(String code, String format, Object... values) {
            return new Reason(code, severity, String.format(Locale.ROOT, format, values));
        }
    }
}
