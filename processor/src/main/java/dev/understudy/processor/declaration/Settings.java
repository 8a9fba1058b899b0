package dev.understudy.processor.declaration;

import dev.understudy.Mode;
import dev.understudy.StandbyRole;
import dev.understudy.WhenUnprotected;
import dev.understudy.processor.diagnostics.Place;
import java.util.Map;

/**
 * The values of {@code @HighlyAvailable}, after the compiler's options.
 *
 * @param roleIsGiven whether the user wrote a {@code standbyRole}
 * @param places where each value stands, by its name
 */
public record Settings(
    Mode mode,
    StandbyRole standbyRole,
    boolean compareResults,
    WhenUnprotected whenUnprotected,
    boolean roleIsGiven,
    Map<String, Place> places) {

  /** Where a value stands, or the annotation when it stands nowhere. */
  public Place placeOf(String value) {
    Place place = places.get(value);
    if (place == null) {
      throw new IllegalArgumentException(value);
    }
    return place;
  }
}
