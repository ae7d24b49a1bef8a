/**
 * What else went on while a trial measured: pauses of the JVM, a busy or stolen processor, a late timer, a full memory.
 *
 * <p>{@link io.inferbench.core.ledger.LedgerRecorder} is started before and stopped after a phase and answers with an
 * {@link io.inferbench.api.report.Interference}, the form that reports keep. What follows from it is computed from that
 * form alone, so that anyone can do it again from a report: {@link io.inferbench.core.ledger.DirtyWindows} marks windows
 * of a measurement, {@link io.inferbench.core.ledger.InterferenceRules} turns totals into reasons for a verdict.
 *
 * <p>Pauses come from the JDK's flight recorder, read after the end: a recording costs nothing between two pauses and tells
 * garbage collections and safepoints of every collector to the microsecond, on JDK 17 and 25 without a flag. Its event stream would parse once a second during the measurement and may lose the last second on JDK 17;
 * notifications of the collectors' beans count milliseconds and know no other safepoints; the JVM's performance counters
 * are no public interface.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.core.ledger;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
