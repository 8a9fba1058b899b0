package dev.understudy.benchmarks;

import java.io.IOException;

/** One blocking call, to a pair or to a bare process. The caller's thread runs it. */
@FunctionalInterface
interface Call {

  void call() throws IOException, InterruptedException;
}
