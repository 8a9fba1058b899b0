package dev.understudy.system.servers;

import dev.understudy.HighlyAvailable;
import dev.understudy.Query;
import dev.understudy.State;
import dev.understudy.Update;
import dev.understudy.UpdateContext;
import java.time.Instant;
import java.util.ArrayList;

/** A class whose record refuses later what it took once: its constructor reads the clock. */
@HighlyAvailable
public class RefusingRecord {

  /** The system property with which the constructor takes anything, as it should. */
  public static final String LENIENT = "record.lenient";

  /** A trip, which may not lie in the past when it is made. */
  public record Trip(String who, Instant at) {
    /** Reads the clock. */
    public Trip {
      if (!Boolean.getBoolean(LENIENT) && at.isBefore(Instant.now())) {
        throw new IllegalArgumentException("the trip lies in the past: " + at);
      }
    }
  }

  @State private final ArrayList<Trip> trips = new ArrayList<>();

  /** Books a trip that is soon. */
  @Update
  public void book(String who, int seconds, UpdateContext context) {
    trips.add(new Trip(who, context.now().plusSeconds(seconds)));
  }

  /** All trips. */
  @Query
  public String show() {
    return trips.toString();
  }

  /** When the last one is. */
  @Query
  public Instant last() {
    return trips.get(trips.size() - 1).at();
  }
}
