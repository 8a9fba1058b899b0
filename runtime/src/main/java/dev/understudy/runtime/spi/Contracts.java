package dev.understudy.runtime.spi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Compares contracts, by their numbers or in words. For any thread. */
public final class Contracts {

  private Contracts() {}

  /** A number that differs when the contracts of two builds of a class differ. */
  public static long fingerprint(ServerClass serverClass) {
    return fingerprint(serverClass.contract());
  }

  /** The number of a contract that is given as text. */
  public static long fingerprint(String contract) {
    try {
      byte[] text = contract.getBytes(StandardCharsets.UTF_8);
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text)).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
