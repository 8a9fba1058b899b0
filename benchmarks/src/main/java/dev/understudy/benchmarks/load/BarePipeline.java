package dev.understudy.benchmarks.load;

import dev.understudy.benchmarks.bare.BareConnection;
import java.io.IOException;
import java.time.Duration;

/**
 * As {@link AsyncCaller}, of the sketch: for all replies that have come it sends as many requests,
 * in one write. The rig's thread does both.
 *
 * @param inFlight how many requests are unanswered
 * @param connection that has room for them
 */
public record BarePipeline(int inFlight, BareConnection connection) implements Load {

  @Override
  public double perSecond(Duration length) throws IOException {
    long startNanos = System.nanoTime();
    connection.send(inFlight);
    long sent = inFlight;
    while (System.nanoTime() - startNanos < length.toNanos()) {
      int replies = connection.receive();
      connection.send(replies);
      sent += replies;
    }
    int unanswered = inFlight;
    while (unanswered > 0) {
      unanswered -= connection.receive();
    }
    return sent / ((System.nanoTime() - startNanos) / 1e9);
  }
}
