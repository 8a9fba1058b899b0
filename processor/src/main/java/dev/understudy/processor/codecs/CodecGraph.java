package dev.understudy.processor.codecs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All types of one server class that cross the wire or are state. */
public final class CodecGraph {

  private final Map<CodecKey, WireType> types = new LinkedHashMap<>();

  /** Adds how a type is written. */
  public void put(CodecKey key, WireType type) {
    types.put(key, type);
  }

  /** Whether a type is known. */
  public boolean has(CodecKey key) {
    return types.containsKey(key);
  }

  /** How a type is written. */
  public WireType get(CodecKey key) {
    WireType type = types.get(key);
    if (type == null) {
      throw new IllegalStateException("no codec was resolved for " + key);
    }
    return type;
  }

  /**
   * All codecs that some need, themselves included: each after those that must be there before it
   * can be made. What a structure needs comes wherever it comes, for that is looked up late.
   */
  public List<CodecKey> closure(Collection<CodecKey> roots) {
    Set<CodecKey> reached = new LinkedHashSet<>();
    roots.forEach(root -> reach(root, reached));
    List<CodecKey> ordered = new ArrayList<>();
    reached.stream().filter(key -> get(key) instanceof WireType.Structure).forEach(ordered::add);
    Set<CodecKey> placed = new LinkedHashSet<>(ordered);
    reached.forEach(key -> place(key, placed));
    return List.copyOf(placed);
  }

  private void reach(CodecKey key, Set<CodecKey> reached) {
    if (reached.add(key)) {
      get(key).parts().forEach(part -> reach(part, reached));
    }
  }

  private void place(CodecKey key, Set<CodecKey> placed) {
    if (!placed.contains(key)) {
      get(key).parts().forEach(part -> place(part, placed));
      placed.add(key);
    }
  }
}
