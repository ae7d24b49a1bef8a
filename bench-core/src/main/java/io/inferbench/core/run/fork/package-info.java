/**
 * Forks in processes of their own: one child JVM per fork, with the engines of other backends left off its class path.
 *
 * <p>Parent and child talk JSON lines over a loopback socket; what the child and its native libraries print goes to a log
 * file. Whatever ends a child (a crash, an exit, the kernel, a time limit) becomes an outcome of the fork.
 */
@NullMarked
@API(status = API.Status.INTERNAL, since = "0.1.0")
package io.inferbench.core.run.fork;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
