package dev.understudy.runtime.simulation;

/**
 * How much happens in a simulation, at most.
 *
 * @param clients how many there are
 * @param calls how many each of them makes
 * @param faults how many strike
 */
record WorldSize(int clients, int calls, int faults) {

  /** What most simulations are; see {@link #of}. */
  static final WorldSize NORMAL = new WorldSize(3, 20, 6);

  private static final WorldSize LARGE = new WorldSize(8, 200, 12);
  private static final int LARGE_ONE_IN = 60;

  /** The size of one simulation: now and then a large one among those of normal size. */
  WorldSize of(Chance chance) {
    boolean isLarge = chance.oneIn(LARGE_ONE_IN);
    return isLarge && equals(NORMAL) ? LARGE : this;
  }

  @Override
  public String toString() {
    return clients + "," + calls + "," + faults;
  }

  /** Reads what {@link #toString} writes. */
  static WorldSize parse(String text) {
    String[] numbers = text.split(",", -1);
    return new WorldSize(
        Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]));
  }
}
