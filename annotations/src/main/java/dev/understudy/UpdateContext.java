package dev.understudy;

import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/**
 * What an update may know of its surroundings, equal on the primary, on the standby and in a replay
 * of the journal. Valid, on the writer thread, only while the update runs.
 */
public interface UpdateContext {

  /** The time of this update, in microseconds' precision; never earlier than in the one before. */
  Instant now();

  /** Random numbers from a seed that was forwarded with the update. */
  Random random();

  /** A random (version 4) identifier, made from {@link #random()}. */
  UUID newUuid();

  /** The number of this update: contiguous, from 1. */
  long sequence();

  /** Who called; in a method with {@link OnObituary}, the client that died. */
  CallingClient client();
}
