package dev.understudy.runtime.os;

/**
 * A process, told apart from any later one that comes to bear its number.
 *
 * @param pid its number
 * @param startTicks when it started, as the kernel counts: on Linux the raw clock ticks since boot,
 *     which, unlike an instant, do not move when the clock is set; elsewhere the milliseconds since
 *     1970
 */
public record ProcessIdentity(long pid, long startTicks) {

  /** Whether it lives. A process that is dead and not yet waited for does not. */
  public boolean isAlive() {
    return Processes.isAlive(this);
  }

  /**
   * Whether it is dead, and none of its threads is left either, which could still hold its files
   * and ports.
   */
  public boolean isGone() {
    return Processes.isGone(this);
  }

  /**
   * Kills it with SIGKILL, if it is still the process that it was. Its death takes a moment: {@link
   * #isAlive} tells.
   *
   * @return whether the signal was sent: not to the dead, nor to another user's process
   */
  public boolean kill() {
    return Processes.kill(this);
  }
}
