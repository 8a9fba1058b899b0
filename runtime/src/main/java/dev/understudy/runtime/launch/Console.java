package dev.understudy.runtime.launch;

import java.io.PrintStream;

/**
 * Where a command writes.
 *
 * @param out what was asked for
 * @param err what went wrong, and progress
 */
record Console(PrintStream out, PrintStream err) {}
