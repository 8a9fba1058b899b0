/**
 * The server classes of the system tests, as a user would write them, except for what is in them on
 * purpose: clocks, exits and errors.
 *
 * <p>Uses the annotations, and what is generated. The writer thread of a process calls the classes.
 */
package dev.understudy.system.servers;
