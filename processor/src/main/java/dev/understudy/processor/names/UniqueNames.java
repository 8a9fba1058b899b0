package dev.understudy.processor.names;

import java.util.HashSet;
import java.util.Set;

/** Gives out names of one scope, each once; the same requests get the same names. */
public final class UniqueNames {

  private final Set<String> taken = new HashSet<>();

  /** Keeps a name from being given out. */
  public void reserve(String name) {
    taken.add(name);
  }

  /** A name that nobody else has: the wished one, or that with the suffix, or with a number. */
  public String take(String wished, String suffixIfTaken) {
    if (taken.add(wished)) {
      return wished;
    }
    String base = wished + suffixIfTaken;
    String name = base;
    for (int number = 2; !taken.add(name); number++) {
      name = base + number;
    }
    return name;
  }
}
