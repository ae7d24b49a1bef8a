/** Providers that behave, and misbehave, on command; found by ServiceLoader in child processes too. */
@NullMarked
package io.inferbench.core.run.fake;

import org.jspecify.annotations.NullMarked;
