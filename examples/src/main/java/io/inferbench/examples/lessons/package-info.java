/**
 * Lessons that run, to be read in the order of their numbers.
 *
 * <p>Build once with {@code ./shootout list}, then {@code java @examples/target/lessons.args
 * io.inferbench.examples.lessons.Lesson01FirstNumber}.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.examples.lessons;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
