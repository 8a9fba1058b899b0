package dev.understudy.runtime.core.state;

import dev.understudy.runtime.spi.Replica;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares the state fields of two processes after one update, by a digest of each. So an update
 * without a result, too, is seen to have left something else behind. Without state.
 */
public final class StateDigest {

  /** The largest state, as a snapshot has it, of which digests are made: the writer waits. */
  public static final long LARGEST_STATE_BYTES = 1 << 20;

  // Written by value, an object that is reached twice stands there twice.
  private static final int MOST_BYTES = 4 << 20;

  private StateDigest() {}

  /** What a record says of the fields of a state; empty if there are none. */
  public static byte[] of(Replica replica) {
    WireOutput out = WireOutput.forCall();
    for (long digest : replica.stateDigests(MOST_BYTES)) {
      out.writeLong(digest);
    }
    return out.toByteArray();
  }

  /**
   * Compares what the primary has said with this process's own state.
   *
   * @param primarys its record, about the last update that this process has applied
   * @return null if nothing is known to differ
   */
  public static @Nullable Difference compare(LogRecord primarys, Replica replica) {
    WireInput in = new WireInput();
    primarys.arguments(in);
    List<String> fields = replica.stateFields();
    if (in.remaining() != fields.size() * Long.BYTES) {
      return null; // It is of a build that has other fields.
    }
    long[] own = replica.stateDigests(MOST_BYTES);
    for (int i = 0; i < own.length; i++) {
      long there = in.readLong();
      if (there != own[i] && there != 0 && own[i] != 0) {
        return new Difference.OfState(primarys.sequence(), fields.get(i));
      }
    }
    return null;
  }
}
