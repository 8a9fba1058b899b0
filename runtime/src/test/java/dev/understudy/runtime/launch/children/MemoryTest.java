package dev.understudy.runtime.launch.children;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryTest {

  private static final long MIB = 1 << 20;

  @Test
  void twoHeapsThatFitAreNoProblem() {
    assertThat(Memory.problem(1024 * MIB, 2048 * MIB)).isEmpty();
    assertThat(Memory.problem(1024 * MIB, 0)).isEmpty(); // A JVM that does not know.
  }

  @Test
  void twoHeapsThatDoNotFitAreTold() {
    assertThat(Memory.problem(1536 * MIB, 2048 * MIB))
        .contains(
            "There are 2,048 MiB of memory for the heaps of two processes, each of up to 1,536 MiB:"
                + " when it runs short, the kernel ends the standby first. Give both room, with a"
                + " smaller -Xmx or more memory.");
  }
}
