/**
 * The command line of the rig, a run in one mode, and its account. It uses all other packages of
 * the module. The main thread runs it.
 */
@NullMarked
package dev.understudy.torture;

import org.jspecify.annotations.NullMarked;
