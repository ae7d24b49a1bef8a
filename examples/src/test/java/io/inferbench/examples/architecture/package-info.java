/**
 * The rules of the code base as tests, over every module at once.
 *
 * <p>They live in examples because it is the only module that may depend on all others. Two kinds: rules on compiled
 * classes, by ArchUnit, and rules on source text, by the parser of the JDK.
 */
package io.inferbench.examples.architecture;
