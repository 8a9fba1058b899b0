package dev.understudy.runtime.fuzz;

import java.util.List;

/** Something that reads bytes from outside. */
interface FuzzTarget {

  /** By this it is chosen on the command line. */
  String name();

  /** What the real writers write: all of them are accepted. */
  List<byte[]> seeds();

  /**
   * Reads some bytes.
   *
   * @return whether they were accepted; false if they were refused as the reader documents it
   * @throws AssertionError if they are accepted or refused in a wrong way; whatever else is thrown
   *     is a fault as well
   */
  boolean read(byte[] input) throws Exception;
}
