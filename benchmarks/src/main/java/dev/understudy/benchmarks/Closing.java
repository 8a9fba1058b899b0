package dev.understudy.benchmarks;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Many things that are closed together, the last one first. Confined to one thread. */
final class Closing implements AutoCloseable {

  private final Deque<AutoCloseable> things = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T thing) {
    things.push(thing);
    return thing;
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (AutoCloseable thing : things) {
      try {
        thing.close();
      } catch (Exception e) {
        failure = new IOException("not closed: " + thing, e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
