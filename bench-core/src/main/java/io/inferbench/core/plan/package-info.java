/**
 * From a configuration to cells: which trials there are, in what order their forks run, which cannot run here.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.core.plan;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
