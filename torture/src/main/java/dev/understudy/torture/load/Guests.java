package dev.understudy.torture.load;

import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.torture.attic.AtticConnection;
import dev.understudy.torture.attic.AtticMode;
import dev.understudy.torture.pair.Command;
import dev.understudy.torture.pair.TorturedPair;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Clients that die: each death must be told to the server class, once. */
public final class Guests {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private static final String UNINVITED = "uninvited ";

  private final TorturedPair pair;
  private final Map<String, Command> coming = new LinkedHashMap<>();
  private final List<String> killed = new ArrayList<>();

  /** None yet. */
  public Guests(TorturedPair pair) {
    this.pair = pair;
  }

  /** One sets out. It comes in when the pair lets it. */
  public void invite() throws IOException {
    String name = "guest " + (killed.size() + coming.size());
    List<String> arguments = List.of(pair.mode().name(), pair.directory().toString(), name);
    coming.put(name, pair.launch(Guest.class, arguments));
  }

  /** Kills all that have come in. */
  public void killThoseWhoAreHere() {
    for (String name : List.copyOf(coming.keySet())) {
      Command guest = coming.get(name);
      if (guest != null && guest.printed().contains(Guest.HERE)) {
        guest.process().destroyForcibly();
        coming.remove(name);
        killed.add(name);
      }
    }
  }

  /** How many have died. */
  public int killed() {
    return killed.size();
  }

  /** Nobody else comes in. */
  public void sendHome() {
    coming.values().forEach(guest -> guest.process().destroyForcibly());
  }

  /**
   * Waits until the deaths of all have been told.
   *
   * @return what is wrong
   */
  public List<String> judge(Duration patience) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + patience.toNanos();
    AtticMode mode = pair.mode();
    Map<String, Integer> told;
    try (AtticConnection connection = mode.connect(pair.directory(), ClientOptions.DEFAULTS)) {
      told = connection.calls().departures();
      while (!told.keySet().containsAll(killed) && System.nanoTime() - deadlineNanos < 0) {
        Thread.sleep(BETWEEN_LOOKS.toMillis());
        told = connection.calls().departures();
      }
    }
    return compare(new TreeMap<>(told));
  }

  private List<String> compare(Map<String, Integer> told) {
    List<String> faults = new ArrayList<>();
    for (String name : killed) {
      Integer times = told.remove(name);
      if (times == null || times != 1) {
        faults.add(name + " died, which was told " + (times == null ? "never" : times + " times"));
      }
    }
    // One that was on its way may have come in after the last look. And a client whose goodbye
    // found
    // nobody is dead for the pair.
    told.keySet().removeIf(name -> coming.containsKey(name) || name.startsWith(UNINVITED));
    told.forEach(
        (name, times) -> faults.add("the death of " + name + ", which is wrong, was told"));
    return faults;
  }
}
