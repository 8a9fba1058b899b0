/**
 * A server class that asks for protection: apart from the others, since it cannot be compiled for
 * every mode.
 */
package dev.understudy.system.refusing;
