package dev.understudy.runtime.core.primary;

/**
 * Whether the disk has room for the journal. A disk without is met before an update is applied; it
 * is told once, and tried again now and then, so that it is known also when nobody calls.
 */
final class JournalSpace {

  /** What a client is told when there is none. */
  static final String DISK_FULL =
      "the disk that holds the journal is full: make room, updates are refused until then";

  // A try on a full disk costs the writer a write that fails: once a second is no load.
  private static final int TICKS_BETWEEN_TRIES = 20;

  private final PrimaryEffects effects;
  private int refusedBytes;
  private int ticks;

  JournalSpace(PrimaryEffects effects) {
    this.effects = effects;
  }

  /** Whether there is room for what is to be journaled next; if not, that is to be refused. */
  boolean isThereFor(int bytes) {
    if (effects.reserve(bytes)) {
      if (isLacking() && bytes >= refusedBytes) {
        over();
      }
      return true;
    }
    if (!isLacking()) {
      effects.report(DISK_FULL + "; queries are served");
    }
    refusedBytes = Math.max(refusedBytes, bytes);
    return false;
  }

  /** Whether something was refused for want of room, and would be again. */
  boolean isLacking() {
    return refusedBytes > 0;
  }

  /** A tick has passed, with nothing under way. */
  void tick() {
    if (!isLacking()) {
      return;
    }
    ticks++;
    if (ticks >= TICKS_BETWEEN_TRIES) {
      ticks = 0;
      if (effects.reserve(refusedBytes)) {
        over();
      }
    }
  }

  private void over() {
    refusedBytes = 0;
    ticks = 0;
    effects.report("the disk that holds the journal has room again: updates are accepted");
  }
}
