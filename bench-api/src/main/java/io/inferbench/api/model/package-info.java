/**
 * Models as files: a {@link io.inferbench.api.model.ModelSource} turns a name, a precision and a seed (or a checkpoint
 * folder) into the file format that a backend reads, with the same weights in every format. Rules M-01 … M-09.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.api.model;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
