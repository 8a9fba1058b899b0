package dev.understudy.runtime.simulation.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.BooleanSupplier;

/**
 * What is in one file: the bytes that the page cache has, which every reader sees, and those that
 * the disk has, which outlive the loss of power.
 */
final class Inode {

  /** What the disk writes wholly or not at all. */
  static final int SECTOR_BYTES = 512;

  private static final byte[] NOTHING = new byte[0];

  private final long number;
  private byte[] cached = NOTHING;
  private int cachedSize;
  private byte[] durable = NOTHING;
  private int durableSize;
  private final BitSet dirty = new BitSet();

  Inode(long number) {
    this.number = number;
  }

  long number() {
    return number;
  }

  int size() {
    return cachedSize;
  }

  /** Whether a write there would need room that was not taken. */
  boolean grows(long position, int length) {
    return position + length > cachedSize;
  }

  void write(int position, byte[] bytes, int offset, int length) {
    grow(position + length);
    System.arraycopy(bytes, offset, cached, position, length);
    dirty.set(position / SECTOR_BYTES, (position + length - 1) / SECTOR_BYTES + 1);
  }

  private void grow(int size) {
    if (size > cached.length) {
      cached = Arrays.copyOf(cached, Math.max(size, 2 * cached.length));
    }
    cachedSize = Math.max(cachedSize, size);
  }

  /** Returns how many bytes were read; -1 at the end. */
  int read(int position, ByteBuffer into) {
    if (position >= cachedSize) {
      return -1;
    }
    int count = Math.min(into.remaining(), cachedSize - position);
    into.put(cached, position, count);
    return count;
  }

  void truncate(int size) {
    if (size < cachedSize) {
      Arrays.fill(cached, size, cachedSize, (byte) 0);
      cachedSize = size;
      if (size % SECTOR_BYTES != 0) {
        dirty.set(size / SECTOR_BYTES);
      }
    }
  }

  /** All that was written is on the disk from here on. */
  void force() {
    for (int at = dirty.nextSetBit(0); at >= 0; at = dirty.nextSetBit(at + 1)) {
      persist(at);
    }
    durableSize = cachedSize;
    dirty.clear();
  }

  /**
   * A sync fails: as Linux does, the cache counts as clean, though the disk has nothing of it.
   *
   * @throws IOException always
   */
  void failToForce() throws IOException {
    dirty.clear();
    throw new IOException("Input/output error");
  }

  /**
   * The power is lost: of what was not synced, some sectors have reached the disk.
   *
   * @param reaches whether the next one has
   */
  void losePower(BooleanSupplier reaches) {
    for (int at = dirty.nextSetBit(0); at >= 0; at = dirty.nextSetBit(at + 1)) {
      if (at * SECTOR_BYTES < cachedSize && reaches.getAsBoolean()) {
        persist(at);
        durableSize = Math.max(durableSize, Math.min(cachedSize, (at + 1) * SECTOR_BYTES));
      }
    }
    if (reaches.getAsBoolean()) {
      durableSize = cachedSize; // The size is written apart from the contents.
    }
    dirty.clear();
    if (durable.length < durableSize) {
      durable = Arrays.copyOf(durable, durableSize);
    }
    cached = Arrays.copyOf(durable, durable.length);
    Arrays.fill(cached, Math.min(durableSize, cached.length), cached.length, (byte) 0);
    cachedSize = durableSize;
  }

  private void persist(int sector) {
    int begin = sector * SECTOR_BYTES;
    int end = Math.min(begin + SECTOR_BYTES, cached.length);
    if (begin >= end) {
      return;
    }
    if (durable.length < end) {
      durable = Arrays.copyOf(durable, cached.length);
    }
    System.arraycopy(cached, begin, durable, begin, end - begin);
  }
}
