/**
 * The command line as its users meet it: arguments in, text and an exit code out.
 */
package io.inferbench.examples.shootout;
