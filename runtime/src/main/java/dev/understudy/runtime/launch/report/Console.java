package dev.understudy.runtime.launch.report;

import java.io.PrintStream;

/**
 * Where a command writes.
 *
 * @param out what was asked for
 * @param err what went wrong, and progress
 */
public record Console(PrintStream out, PrintStream err) {}
