package dev.understudy.example;

import java.io.IOException;

/**
 * What a box office opens to the world when its process serves, beside the door that the launcher
 * opens for {@link BoxOfficeClient}: the page of the house, or nothing.
 */
@FunctionalInterface
public interface Doors {

  /**
   * Opens them, for as long as this process lives. On a thread of its own.
   *
   * @param office the box office, to be called on any thread
   * @throws IOException if they stay shut, for example because a port is taken; it is tried again
   */
  void open(BoxOfficePrimary office) throws IOException;
}
