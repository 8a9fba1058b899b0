package dev.understudy.torture.attic;

/** An enum, for sets and maps of enums too. */
public enum Mood {
  /** As the morning. */
  CALM,
  /** As the noon. */
  MERRY,
  /** As the evening. */
  GRIM {
    @Override
    public boolean isGood() {
      return false;
    }
  };

  /** One constant has a body of its own. */
  public boolean isGood() {
    return true;
  }
}
