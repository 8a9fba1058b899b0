package dev.understudy.benchmarks.load;

import java.io.IOException;

/** One blocking call, to a pair or to a bare process. The caller's thread runs it. */
@FunctionalInterface
public interface Call {

  void call() throws IOException, InterruptedException;
}
