package dev.understudy.torture.attic;

import org.jspecify.annotations.Nullable;

/**
 * A generic record.
 *
 * @param number counts
 * @param thing anything
 */
public record Numbered<T>(long number, @Nullable T thing) {

  @Override
  public String toString() {
    return number + " " + Text.of(thing);
  }
}
