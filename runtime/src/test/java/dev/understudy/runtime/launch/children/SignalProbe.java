package dev.understudy.runtime.launch.children;

import java.util.concurrent.CountDownLatch;

/** A process that takes three signals, tells of each, and then ends in order. */
public final class SignalProbe {

  private SignalProbe() {}

  public static void main(String[] args) throws InterruptedException {
    CountDownLatch signals = new CountDownLatch(3);
    Signals.handle(
            signal -> {
              System.out.println("asked by " + signal);
              signals.countDown();
            })
        .forEach(System.out::println);
    System.out.println("ready");
    signals.await();
  }
}
