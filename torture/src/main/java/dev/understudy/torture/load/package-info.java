/**
 * The clients: they call a pair, know what it must answer, and write down what it did. Each client
 * is a thread; the ledger, the waits and the histories are for all of them.
 */
@NullMarked
package dev.understudy.torture.load;

import org.jspecify.annotations.NullMarked;
