package dev.understudy.runtime.launch.contact;

import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.os.Processes;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The processes that a pair file names, as far as they live and are known here: never one that has
 * come to bear the number of a dead one, nor one of another container. Without state.
 */
public final class PairMembers {

  private PairMembers() {}

  /** The primary; empty if it is dead, or cannot be told from here. */
  public static Optional<ProcessIdentity> primary(PairFile pair) {
    return living(pair, pair.primary());
  }

  /** The standby; empty if there is none, it is dead, or it cannot be told from here. */
  static Optional<ProcessIdentity> standby(PairFile pair) {
    return living(pair, pair.standby());
  }

  /** Both, as far as they live. */
  public static Set<ProcessIdentity> of(PairFile pair) {
    Set<ProcessIdentity> members = new LinkedHashSet<>();
    primary(pair).ifPresent(members::add);
    standby(pair).ifPresent(members::add);
    return members;
  }

  private static Optional<ProcessIdentity> living(PairFile pair, PairFile.@Nullable Member member) {
    if (member == null || pair.place().isOfFormerBoot() || pair.place().isAnotherNamespace()) {
      return Optional.empty();
    }
    return Processes.of(member.pid())
        .filter(now -> member.startTicks() == 0 || now.startTicks() == member.startTicks());
  }
}
