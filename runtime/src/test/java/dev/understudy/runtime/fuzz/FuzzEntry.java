package dev.understudy.runtime.fuzz;

import java.util.Arrays;
import java.util.List;

/**
 * What jazzer calls with every input. A property names the target; without it, the first byte
 * chooses among all.
 */
public final class FuzzEntry {

  static final String TARGET = "understudy.fuzzTarget";

  private static final String CHOSEN = System.getProperty(TARGET, "");
  private static final List<FuzzTarget> TARGETS = Targets.list();

  private FuzzEntry() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    if (!CHOSEN.isEmpty()) {
      Targets.named(CHOSEN).read(input);
    } else if (input.length > 0) {
      int index = Byte.toUnsignedInt(input[0]) % TARGETS.size();
      TARGETS.get(index).read(Arrays.copyOfRange(input, 1, input.length));
    }
  }

  /** The input by which a target gets this one, where the first byte chooses. */
  static byte[] chosen(int index, byte[] input) {
    byte[] chosen = new byte[1 + input.length];
    chosen[0] = (byte) index;
    System.arraycopy(input, 0, chosen, 1, input.length);
    return chosen;
  }
}
