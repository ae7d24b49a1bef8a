/**
 * Whether a trial's numbers can be believed: every rule in one table, each with its code, severity and limit.
 *
 * <p>The codes are explained in {@code docs/verdicts.md}.
 */
@NullMarked
@API(status = API.Status.INTERNAL, since = "0.1.0")
package io.inferbench.core.verdict;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
