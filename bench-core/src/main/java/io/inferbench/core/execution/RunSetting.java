package io.inferbench.core.execution;

import io.inferbench.api.report.RunHeader;
import io.inferbench.core.journal.RunFolder;

/**
 * Where and how a run happens.
 *
 * @param folder of the run
 * @param header of the run: forks keep of their environment what is not the same
 * @param watched whether ledger and samplers run beside each fork
 */
public record RunSetting(RunFolder folder, RunHeader header, boolean watched) {}
