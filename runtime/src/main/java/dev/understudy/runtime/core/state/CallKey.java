package dev.understudy.runtime.core.state;

import dev.understudy.runtime.spi.Operation;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * What tells one call from another across processes: its method and a digest of its arguments.
 *
 * @param method stands for the method's signature
 * @param arguments the CRC-32C of the encoded arguments and, in the lower half, their length; for
 *     the obituary of a client, its session
 */
public record CallKey(long method, long arguments) {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** The number that stands for a method: the 64-bit FNV-1a hash of its signature. */
  public static long method(Operation<?> operation) {
    long hash = FNV_OFFSET;
    for (byte next : operation.signature().getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (next & 0xff)) * FNV_PRIME;
    }
    return hash;
  }

  /**
   * The digest of encoded arguments.
   *
   * @param checksum used for it, and confined to the caller
   */
  public static long arguments(CRC32C checksum, byte[] bytes, int offset, int length) {
    checksum.reset();
    checksum.update(bytes, offset, length);
    return checksum.getValue() << Integer.SIZE | length;
  }

  /** The arguments as people tell them apart: {@code 5f3a91c2 (24 bytes)}. */
  public String describeArguments() {
    return "%08x (%d bytes)".formatted(arguments >>> Integer.SIZE, (int) arguments);
  }
}
