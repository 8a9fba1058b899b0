/** Tests of the checker. */
package dev.understudy.linearizability;
