package dev.understudy.runtime.simulation;

import dev.understudy.Mode;
import dev.understudy.StandbyRole;
import dev.understudy.runtime.spi.ServerClass;

/** The mode and the standby role of a simulated pair, as far as the core tells them apart. */
enum Variant {
  HOT_SERVER(Ledger.of(Mode.HOT, StandbyRole.SERVER)),
  HOT_CLIENT(Ledger.of(Mode.HOT, StandbyRole.CLIENT)),
  WARM(Ledger.of(Mode.WARM, StandbyRole.SERVER));

  @SuppressWarnings("ImmutableEnumChecker") // It is, but for what its codecs do not say.
  private final ServerClass serverClass;

  Variant(ServerClass serverClass) {
    this.serverClass = serverClass;
  }

  /**
   * The class.
   *
   * @param refuses whether updates are refused while nothing protects them
   */
  ServerClass serverClass(boolean refuses) {
    return refuses ? Ledger.refusing(serverClass) : serverClass;
  }

  /** Half of all pairs have the role with the most to decide. */
  static Variant any(Chance chance) {
    if (chance.oneIn(2)) {
      return HOT_SERVER;
    }
    return chance.oneIn(3) ? WARM : HOT_CLIENT;
  }
}
