/** How a team guards its latency in its own tests. */
@NullMarked
package io.inferbench.examples.guard;

import org.jspecify.annotations.NullMarked;
