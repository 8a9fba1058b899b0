package dev.understudy.runtime.launch.children;

import com.sun.management.OperatingSystemMXBean;
import dev.understudy.Mode;
import dev.understudy.runtime.node.state.NodeOptions;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.spi.ServerClass;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;

/** Whether the memory of this machine, or container, is enough for two processes. Without state. */
public final class Memory {

  private static final long MIB = 1 << 20;

  private Memory() {}

  /** Tells the log of a shortage, before anything grows. */
  public static void tell(ServerClass serverClass, NodeOptions options) {
    if (serverClass.mode() != Mode.COLD && !options.alone()) {
      problem().ifPresent(EventLog::event);
    }
  }

  /** What a person should know before the pair grows; empty if all is well. */
  static Optional<String> problem() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      return problem(Runtime.getRuntime().maxMemory(), system.getTotalMemorySize());
    }
    return Optional.empty(); // A JVM that does not tell.
  }

  static Optional<String> problem(long heapBytes, long memoryBytes) {
    if (memoryBytes <= 0 || heapBytes <= memoryBytes / 2) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "There are %,d MiB of memory for the heaps of two processes, each of up to %,d MiB: when it"
                + " runs short, the kernel ends the standby first. Give both room, with a smaller"
                + " -Xmx or more memory.",
            memoryBytes / MIB,
            heapBytes / MIB));
  }
}
