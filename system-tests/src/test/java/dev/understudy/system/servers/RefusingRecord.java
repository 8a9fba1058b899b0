package dev.understudy.system.servers;

import dev.understudy.HighlyAvailable;
import dev.understudy.Query;
import dev.understudy.State;
import dev.understudy.Update;
import dev.understudy.UpdateContext;
import java.io.Serial;
import java.time.Instant;
import java.util.ArrayList;

/** A class whose record refuses later what it took once: its constructor reads the clock. */
@HighlyAvailable
public class RefusingRecord {

  /** The system property with which the constructor takes anything, as it should. */
  public static final String LENIENT = "record.lenient";

  /** The system property with which it refuses by an error, and not by an exception. */
  public static final String ERROR = "record.error";

  /** What the constructor throws then. */
  public static final class Refusal extends Error {

    @Serial private static final long serialVersionUID = 1;

    Refusal(String message) {
      super(message);
    }
  }

  /** A trip, which may not lie in the past when it is made. */
  public record Trip(String who, Instant at) {
    /** Reads the clock. */
    public Trip {
      if (!Boolean.getBoolean(LENIENT) && at.isBefore(Instant.now())) {
        String message = "the trip lies in the past: " + at;
        if (Boolean.getBoolean(ERROR)) {
          throw new Refusal(message);
        }
        throw new IllegalArgumentException(message);
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
