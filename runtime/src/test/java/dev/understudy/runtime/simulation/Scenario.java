package dev.understudy.runtime.simulation;

import dev.understudy.runtime.core.primary.CoreLimits;
import dev.understudy.runtime.spi.ServerClass;
import org.jspecify.annotations.Nullable;

/**
 * What a simulation is like, drawn before anything happens in it.
 *
 * @param size how much happens
 * @param variant mode and standby role
 * @param refuses whether updates are refused while nothing protects them
 * @param limits those of the cores
 * @param snapshotEveryBytes how much the journal grows between two snapshots
 * @param switchesOften whether the operator often asks for a switchover
 * @param isOrderChecked whether the order of the calls alone decides what each is told, so that it
 *     can be checked without a look at the journal
 * @param mutation a fault that is built in; null without one
 */
record Scenario(
    WorldSize size,
    Variant variant,
    boolean refuses,
    CoreLimits limits,
    int snapshotEveryBytes,
    boolean switchesOften,
    boolean isOrderChecked,
    @Nullable Mutation mutation) {

  static final int HANG_TICKS = 12;

  private static final int GRACE_TICKS = 25;
  private static final int DISMISS_TICKS = 3;

  static Scenario draw(Chance chance, WorldSize most, @Nullable Mutation mutation) {
    return new Scenario(
        most.of(chance),
        Variant.any(chance),
        chance.oneIn(4),
        limits(chance),
        chance.oneIn(2) ? chance.between(200, 900) : chance.between(900, 8000),
        chance.oneIn(3),
        chance.oneIn(6),
        mutation);
  }

  private static CoreLimits limits(Chance chance) {
    return new CoreLimits(
        HANG_TICKS,
        GRACE_TICKS,
        chance.oneIn(2) ? 1000 : chance.below(4),
        20,
        1000,
        100,
        chance.oneIn(3) ? chance.between(100, 600) : 1 << 20,
        Long.MAX_VALUE / 2,
        DISMISS_TICKS);
  }

  ServerClass serverClass() {
    return variant.serverClass(refuses && mutation != Mutation.APPLIED_UNPROTECTED);
  }
}
