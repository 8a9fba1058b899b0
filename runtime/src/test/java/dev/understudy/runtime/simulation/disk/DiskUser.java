package dev.understudy.runtime.simulation.disk;

/**
 * The process that uses a disk, which may die before any effect and in the middle of a write. Each
 * process has a view of its own, so that a dead one changes nothing more.
 */
public interface DiskUser {

  /** Somebody who only looks, and never dies. */
  DiskUser OBSERVER = new DiskUser() {};

  /** Something is about to change on the disk: this process may die here, by an {@link Error}. */
  default void beforeEffect() {}

  /** Something is about to be read: others may be faster. */
  default void beforeRead() {}

  /**
   * How many bytes of a write reach the page cache before this process may die once more.
   *
   * @param length of the write, more than 0
   * @return from 1 to {@code length}
   */
  default int partOf(int length) {
    return length;
  }

  /** Whether it syncs what it says it syncs; a simulator's mutation does not. */
  default boolean syncs() {
    return true;
  }
}
