package dev.understudy.system.servers;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/** Ways in which a writer can be stuck. */
final class Hang {

  private Hang() {}

  static void forEver(String how) {
    if (how.equals("deadlock")) {
      deadlock();
    }
    while (true) {
      Thread.onSpinWait();
    }
  }

  private static void deadlock() {
    ReentrantLock one = new ReentrantLock();
    ReentrantLock other = new ReentrantLock();
    CountDownLatch bothHold = new CountDownLatch(2);
    Thread partner = new Thread(() -> lockBoth(other, one, bothHold), "partner");
    partner.setDaemon(true);
    partner.start();
    lockBoth(one, other, bothHold);
  }

  private static void lockBoth(ReentrantLock first, ReentrantLock second, CountDownLatch bothHold) {
    first.lock();
    bothHold.countDown();
    try {
      bothHold.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    second.lock();
  }
}
