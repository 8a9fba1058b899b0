package dev.understudy.benchmarks.bare;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Ends a bare process with the rig that started it, however that ends. A daemon thread of its own
 * waits for the end of the standard input, a pipe of the rig's.
 */
final class Lifeline {

  private Lifeline() {}

  /** To be called first in a main. */
  static void hold() {
    Thread thread = new Thread(Lifeline::await, "lifeline");
    thread.setDaemon(true);
    thread.start();
  }

  private static void await() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      System.err.println("The pipe of the rig is broken: " + e);
    }
    Runtime.getRuntime().halt(0);
  }
}
