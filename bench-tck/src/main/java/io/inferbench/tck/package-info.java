/**
 * Contract kits: abstract JUnit classes that hold the numbered rules of {@code docs/contract.md} as tests.
 *
 * <p>The author of a provider extends one kit per capability, supplies the provider and something small to run, and gets
 * every rule tested. Each test's display name and each failure begin with the rule's number. Tags: {@code required},
 * {@code optional} (only for providers that offer the capability) and {@code stochastic} (judged by a measurement).
 *
 * <p>A rule that cannot be checked on this machine, or does not apply, aborts the test with the reason. With
 * {@code -Dinferbench.tck.requireAvailable=true} a provider that cannot run on this machine fails the test instead, so
 * that a continuous integration machine with the hardware cannot pass by skipping.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.tck;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
