/**
 * The same architectures once more, as plain loops: slow, without a cache, without an engine, to check the others against.
 *
 * <p>Nothing here shares code with the graphs. Products are summed in {@code double}; weights are taken as {@code float},
 * straight from the source. Meant for small sizes.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.inferbench.models.reference;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
