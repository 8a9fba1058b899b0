package dev.understudy.torture.attic;

import java.util.function.IntFunction;

/**
 * A client of a pair that has an attic, in whatever mode. For any thread.
 *
 * @param calls all but one of its calls
 * @param observe the one that has another form at a client
 * @param end says goodbye
 */
public record AtticConnection(AtticCalls calls, IntFunction<Reading> observe, Runnable end)
    implements AutoCloseable {

  @Override
  public void close() {
    end.run();
  }
}
