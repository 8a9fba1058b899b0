package dev.understudy.torture.attic;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arrays of all primitives, of references, and of arrays. */
public record Samples(
    boolean[] flags,
    byte[] bytes,
    short[] shorts,
    char[] chars,
    int[] ints,
    long[] longs,
    float[] floats,
    double[] doubles,
    @Nullable String[] texts,
    int[][] matrix,
    @Nullable Instant[] instants,
    List<byte[]> blobs)
    implements Parcel {

  @Override
  public String toString() {
    return Text.ofAll(
        flags, bytes, shorts, chars, ints, longs, floats, doubles, texts, matrix, instants, blobs);
  }
}
