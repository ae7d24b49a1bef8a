/**
 * Models to benchmark: well-known architectures written in pure Java, and files that are there already.
 *
 * <p>{@link io.inferbench.models.PresetModels} writes presets with seeded or real weights; {@link
 * io.inferbench.models.CheckpointModels} reads folders of real weights; {@link io.inferbench.models.FileModels} hands over
 * users' own files. All are found by discovery and need no code of the caller.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.inferbench.models;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
