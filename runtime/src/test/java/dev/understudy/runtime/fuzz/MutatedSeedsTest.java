package dev.understudy.runtime.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every target with its seeds, and with seeds that were changed a little: the same ones in every
 * run, on every platform.
 */
class MutatedSeedsTest {

  private static final long SEED = 20261129;
  private static final int MUTATIONS = 500;
  private static final byte[] TELLING = {0, 1, 2, 127, -128, -1};

  static List<FuzzTarget> targets() {
    return Targets.list();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void whatTheWritersWriteIsAccepted(FuzzTarget target) throws Exception {
    assertThat(target.seeds()).isNotEmpty();
    for (byte[] seed : target.seeds()) {
      assertThat(target.read(seed)).as(hex(seed)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void whatIsChangedIsReadOrRefusedAndNothingElse(FuzzTarget target) {
    List<byte[]> seeds = target.seeds();
    Random random = new Random(SEED);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] input = seeds.get(random.nextInt(seeds.size()));
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        input = changed(input, random);
      }
      read(target, input);
    }
  }

  static void read(FuzzTarget target, byte[] input) {
    try {
      target.read(input);
    } catch (Exception | Error e) {
      fail(target.name() + " with " + hex(input), e);
    }
  }

  private static byte[] changed(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return new byte[1];
    }
    int at = random.nextInt(bytes.length);
    byte[] changed = bytes.clone();
    switch (random.nextInt(6)) {
      case 0 -> changed[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      case 1 -> changed[at] = (byte) random.nextInt();
      case 2 -> changed[at] = TELLING[random.nextInt(TELLING.length)];
      case 3 -> changed = Arrays.copyOf(bytes, at);
      case 4 -> changed = without(bytes, at, 1 + random.nextInt(Math.min(8, bytes.length - at)));
      default -> changed = twice(bytes, at, 1 + random.nextInt(Math.min(40, bytes.length - at)));
    }
    return changed;
  }

  private static byte[] without(byte[] bytes, int at, int length) {
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
    System.arraycopy(bytes, at + length, shorter, at, shorter.length - at);
    return shorter;
  }

  private static byte[] twice(byte[] bytes, int at, int length) {
    byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
    System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
    return longer;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
