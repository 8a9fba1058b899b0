package dev.understudy.torture.load;

import dev.understudy.linearizability.Call;
import dev.understudy.linearizability.LinearizabilityChecker;
import dev.understudy.linearizability.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the clients saw of the registers. For any thread. */
public final class Histories {

  /** What one configuration costs grows with the calls that are open, and so do the histories. */
  private static final int CALLS_OF_REGISTER = 150;

  private final Map<String, List<Call<RegisterCall, String>>> byRegister = new TreeMap<>();
  private long drawn;

  /** An empty one. */
  public Histories() {}

  /** The register whose turn it is: each is called for a while, and then never again. */
  synchronized String register(int group) {
    return "group " + group + ", register " + drawn++ / CALLS_OF_REGISTER;
  }

  synchronized void add(String register, Call<RegisterCall, String> call) {
    byRegister.computeIfAbsent(register, key -> new ArrayList<>()).add(call);
  }

  /** Whether each register was that of one server that served one call after the other. */
  public synchronized Judgement judge() {
    LinearizabilityChecker<?, RegisterCall, String> checker =
        new LinearizabilityChecker<>(RegisterCall.MODEL);
    long calls = 0;
    int gaveUp = 0;
    List<String> faults = new ArrayList<>();
    for (var entry : byRegister.entrySet()) {
      calls += entry.getValue().size();
      Verdict<RegisterCall, String> verdict = checker.check(entry.getValue());
      if (verdict instanceof Verdict.NotLinearizable) {
        faults.add(entry.getKey() + ": " + verdict.describe());
      } else if (!verdict.isLinearizable()) {
        gaveUp++;
      }
    }
    return new Judgement(byRegister.size(), calls, gaveUp, faults);
  }

  /**
   * What the checker says.
   *
   * @param registers how many histories there are
   * @param calls of all of them
   * @param gaveUp how many of them it could not judge
   * @param faults those that are not linearizable
   */
  public record Judgement(int registers, long calls, int gaveUp, List<String> faults) {}
}
