package dev.understudy.runtime.spi;

import dev.understudy.UpdateContext;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;

/**
 * A process's part as understudy: how it learns that the primary died, how it digests updates, and
 * what happens when it is on stage. Generated as {@code <Class>Standby}; the mode and role that the
 * user chose are visible in it.
 */
public interface Standby {

  /** The server object of this process. */
  Replica replica();

  /** How this standby learns of the death of its primary. */
  ObituarySource obituarySource();

  /**
   * Digests a received update: applies it to this process's own copy of the server object. Called
   * by the writer thread only. Parameters and exceptions are those of {@link Replica#apply}.
   */
  void digest(int operation, WireInput arguments, UpdateContext context, WireOutput outcome)
      throws Exception;

  /**
   * Tells the server class that this process serves now: at the first start and after every
   * takeover. Runs on a thread of its own.
   *
   * @param writer where calls from inside this process go
   * @throws Exception what an {@code @OnPrimary} method threw; it will be tried again
   */
  void promoted(Caller writer) throws Exception;
}
