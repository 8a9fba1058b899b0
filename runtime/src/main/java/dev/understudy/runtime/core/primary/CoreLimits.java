package dev.understudy.runtime.core.primary;

/**
 * The limits that a primary keeps.
 *
 * @param hangTicks how many ticks a standby may be silent before it is dropped; 0 for ever
 * @param graceTicks how many ticks a session may be without a connection before it is ended
 * @param nearUpdates how many updates a joiner may lack when it is made live
 * @param maxUnanswered how many forwarded updates a standby may leave unanswered
 * @param maxSessions how many sessions may be open
 * @param maxKeptOutcomes how many unconfirmed updates one session may have
 * @param maxKeptBytes beyond so many bytes of unconfirmed results a session's updates are refused
 * @param maxKeptBytesInAll the same for all sessions together: sessions that have some are refused,
 *     others wait for a while, and are refused where it is twice as many
 * @param dismissTicks how many ticks a standby that was killed may take to die, before the primary
 *     goes on although it may live
 */
public record CoreLimits(
    int hangTicks,
    int graceTicks,
    long nearUpdates,
    int maxUnanswered,
    int maxSessions,
    int maxKeptOutcomes,
    long maxKeptBytes,
    long maxKeptBytesInAll,
    int dismissTicks) {

  /** 5 s, in ticks of 50 ms. */
  public static final int DISMISS_TICKS = 100;

  private static final int LONGEST_SLEEP_TICKS = 20;
  private static final int MOST_HEARTBEAT_TICKS = 4;
  private static final int HEARTBEATS_PER_HANG = 20;

  /** Limits without one for what all sessions keep together. */
  public CoreLimits(
      int hangTicks,
      int graceTicks,
      long nearUpdates,
      int maxUnanswered,
      int maxSessions,
      int maxKeptOutcomes,
      long maxKeptBytes) {
    this(
        hangTicks,
        graceTicks,
        nearUpdates,
        maxUnanswered,
        maxSessions,
        maxKeptOutcomes,
        maxKeptBytes,
        Long.MAX_VALUE / 2,
        DISMISS_TICKS);
  }

  /** The limits with the given times, in ticks, and defaults for the rest. */
  public static CoreLimits ofTicks(int hangTicks, int graceTicks, long maxKeptBytesInAll) {
    return new CoreLimits(
        hangTicks,
        graceTicks,
        1_000,
        1 << 20,
        1 << 16,
        1 << 12,
        64 << 20,
        maxKeptBytesInAll,
        DISMISS_TICKS);
  }

  /**
   * How many ticks lie between two signs of life that a process gives to the other: each of them
   * wakes that one, and many are to come before silence counts.
   */
  public int heartbeatTicks() {
    return hangTicks == 0
        ? MOST_HEARTBEAT_TICKS
        : Math.max(1, Math.min(hangTicks / HEARTBEATS_PER_HANG, MOST_HEARTBEAT_TICKS));
  }

  /**
   * How many ticks a standby that is asleep is left alone: seldom enough for it to sleep, and often
   * enough to be heard several times before it would be too late.
   */
  public int sleepTicks() {
    return hangTicks == 0
        ? LONGEST_SLEEP_TICKS
        : Math.max(1, Math.min(hangTicks / 5, LONGEST_SLEEP_TICKS));
  }
}
