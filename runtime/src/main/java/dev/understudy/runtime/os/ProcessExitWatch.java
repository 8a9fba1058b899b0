package dev.understudy.runtime.os;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Platform;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for the kernel's word that a process has died, also of one that is no child of this
 * process: on Linux by a descriptor of the process ({@code pidfd_open}), which becomes readable at
 * its end. Where there is none (another system, a kernel before 5.3, a sandbox), it looks every few
 * milliseconds. The JDK's {@link ProcessHandle#onExit} is no substitute: for a process that is no
 * child it looks only every 0.3 to 5 s. Any thread may begin one; each has a thread of its own.
 */
public final class ProcessExitWatch {

  // struct pollfd: int fd; short events, revents.
  private static final int POLLFD_BYTES = 8;
  private static final int EVENTS = 4;
  private static final int FOREVER = -1;

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private ProcessExitWatch() {}

  /**
   * Begins to watch.
   *
   * @return when the notice of the death came; at once for the dead. Completed by a thread that
   *     must not be blocked.
   */
  public static CompletableFuture<Instant> begin(ProcessIdentity process) {
    CompletableFuture<Instant> death = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              await(process);
              death.complete(Instant.now());
            },
            "deathwatch-" + process.pid());
    thread.setDaemon(true);
    thread.start();
    return death;
  }

  private static void await(ProcessIdentity process) {
    Optional<Integer> descriptor = open(process);
    if (descriptor.isPresent()) {
      awaitReadable(descriptor.get(), process);
    }
    while (process.isAlive()) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static Optional<Integer> open(ProcessIdentity process) {
    if (!Platform.isLinux() || !Platform.is64Bit()) {
      return Optional.empty();
    }
    try {
      return Optional.of((int) KernelCalls.syscall(KernelCalls.SYS_PIDFD_OPEN, process.pid(), 0));
    } catch (LastErrorException | LinkageError e) {
      return Optional
          .empty(); // It is dead already, or the kernel has no such thing: looking tells.
    }
  }

  private static void awaitReadable(int descriptor, ProcessIdentity process) {
    try (Memory poll = new Memory(POLLFD_BYTES)) {
      poll.clear();
      poll.setInt(0, descriptor);
      poll.setShort(EVENTS, KernelCalls.POLLIN);
      // The number may have changed hands before the descriptor was opened: then all is over.
      boolean dead = !process.isAlive();
      while (!dead) {
        dead = polled(poll);
      }
    } finally {
      KernelCalls.close(descriptor);
    }
  }

  private static boolean polled(Memory poll) {
    try {
      return KernelCalls.poll(poll, 1, FOREVER) > 0;
    } catch (LastErrorException e) {
      if (e.getErrorCode() == KernelCalls.EINTR) {
        return false;
      }
      return true; // Looking tells from here on.
    }
  }
}
