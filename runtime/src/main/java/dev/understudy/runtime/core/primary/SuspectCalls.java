package dev.understudy.runtime.core.primary;

import dev.understudy.Mode;
import dev.understudy.runtime.core.state.CallKey;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.spi.ServerClass;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The calls in which primaries have died, so that a bad call does not end one process after the
 * other: promise 12. A suspect waits for a standby, so that its next death finds a successor, and
 * for the obituaries so far, which that death would take along; but not for ever. It is cleared
 * once it has run, and refused once it has killed often enough. A call that was only queued when a
 * primary died is never one.
 */
final class SuspectCalls {

  /** How long a suspect waits in all: 5 s, in ticks of 50 ms. */
  static final int PATIENCE_TICKS = 100;

  /** How many calls are remembered; of more, those are forgotten in which the fewest died. */
  static final int MAX = 64;

  private final ServerClass serverClass;
  private final PrimaryEffects effects;
  private final boolean mayHaveStandby;
  private final long[] methods;
  private final CRC32C checksum = new CRC32C();
  private final Map<CallKey, SuspectCall> suspects = new LinkedHashMap<>();
  private final Map<CallKey, Integer> ticksWaited = new LinkedHashMap<>();
  private final Set<CallKey> reported = new HashSet<>();
  private boolean deathsWritten;

  SuspectCalls(ServerClass serverClass, List<SuspectCall> inherited, PrimaryEffects effects) {
    this.serverClass = serverClass;
    this.effects = effects;
    this.mayHaveStandby = serverClass.mode() != Mode.COLD;
    this.methods = serverClass.operations().stream().mapToLong(CallKey::method).toArray();
    inherited.forEach(suspect -> suspects.put(suspect.call(), suspect));
  }

  /**
   * What a successor inherits.
   *
   * @param before what the dead primary knew
   * @param running the call that it was in
   * @param isOwn whether the death was the doing of that call
   */
  static List<SuspectCall> after(List<SuspectCall> before, CallKey running, boolean isOwn) {
    List<SuspectCall> after = new ArrayList<>();
    SuspectCall found = new SuspectCall(running, 0, 0);
    for (SuspectCall suspect : before) {
      if (suspect.call().equals(running)) {
        found = suspect;
      } else {
        after.add(suspect);
      }
    }
    after.add(found.died(isOwn));
    if (after.size() > MAX) {
      after.remove(
          after.subList(0, MAX).stream()
              .min((a, b) -> Integer.compare(a.deaths(), b.deaths()))
              .orElseThrow());
    }
    return after;
  }

  /** Whether there is none, which is nearly always so. */
  boolean isEmpty() {
    return suspects.isEmpty();
  }

  /** The suspect that a call is, or null. */
  @Nullable SuspectCall find(int operation, byte[] bytes, int offset, int length) {
    if (suspects.isEmpty() || operation < 0 || operation >= methods.length) {
      return null;
    }
    long arguments = CallKey.arguments(checksum, bytes, offset, length);
    return suspects.get(new CallKey(methods[operation], arguments));
  }

  /** The suspect that the obituary of a client is, or null. */
  @Nullable SuspectCall findObituary(Operation<?> operation, long session) {
    return suspects.get(new CallKey(methods[operation.index()], session));
  }

  /** Whether a call is to be tried again with a later tick. */
  boolean mustWait(SuspectCall suspect, StandbyPhase standby) {
    boolean isSafe = deathsWritten && (standby.isProtecting() || !mayHaveStandby);
    if (suspect.isPoisoned() || isSafe) {
      return false;
    }
    return ticksWaited.computeIfAbsent(suspect.call(), call -> 0) < PATIENCE_TICKS;
  }

  /** The obituaries of the primaries before this one are in their file, or cannot be written. */
  void deathsWritten() {
    deathsWritten = true;
  }

  /** A tick has passed. */
  void tick() {
    ticksWaited.replaceAll((call, ticks) -> ticks + 1);
  }

  /** It has run, and this primary lives. */
  void cleared(SuspectCall suspect) {
    ticksWaited.remove(suspect.call());
    suspects.remove(suspect.call());
    effects.keepSuspects(List.copyOf(suspects.values()));
  }

  /** Why a call is refused, as the end of a sentence; told to people once. */
  String refusal(SuspectCall suspect) {
    if (reported.add(suspect.call())) {
      effects.report("refused from now on: " + describe(suspect));
    }
    return "%d primaries have died in it, with these arguments: it is not applied, and refused from"
            .formatted(suspect.deaths())
        + " now on; mend the method, then 'stop' and 'start'";
  }

  /** The calls that are refused, a sentence each. */
  List<String> poisoned() {
    return suspects.values().stream().filter(SuspectCall::isPoisoned).map(this::describe).toList();
  }

  private String describe(SuspectCall suspect) {
    return "%s: %d primaries have died in it"
        .formatted(describe(serverClass, suspect.call()), suspect.deaths());
  }

  /** A call as people tell it from others: its method, and a digest of its arguments. */
  static String describe(ServerClass serverClass, CallKey call) {
    for (Operation<?> operation : serverClass.operations()) {
      if (CallKey.method(operation) == call.method()) {
        return operation.kind() == Operation.Kind.OBITUARY
            ? operation + " for session " + call.arguments()
            : operation + ", arguments " + call.describeArguments();
      }
    }
    return "a method of another build, arguments " + call.describeArguments();
  }
}
