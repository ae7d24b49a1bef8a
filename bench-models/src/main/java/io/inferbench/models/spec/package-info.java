/**
 * What a model is before any file exists: its sizes, its weight tensors, and the work that one call takes.
 *
 * <p>{@link io.inferbench.models.spec.Presets} names the well-known ones. A spec says nothing about engines or files, and
 * every value in this package is immutable.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.inferbench.models.spec;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
