package dev.understudy.runtime.codec;

import dev.understudy.runtime.codec.kind.CollectionKind;
import dev.understudy.runtime.codec.kind.MapKind;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/**
 * The kinds that come near to a collection or map whose own kind cannot be restored, the nearest
 * first.
 */
final class GeneralKinds {

  private static final List<CollectionKind> LISTS =
      List.of(
          CollectionKind.ARRAY_LIST, CollectionKind.LINKED_LIST, CollectionKind.COPY_ON_WRITE_LIST);
  private static final List<CollectionKind> SETS =
      List.of(
          CollectionKind.LINKED_HASH_SET,
          CollectionKind.TREE_SET,
          CollectionKind.SKIP_LIST_SET,
          CollectionKind.COPY_ON_WRITE_SET);
  private static final List<CollectionKind> QUEUES =
      List.of(
          CollectionKind.LINKED_LIST, CollectionKind.ARRAY_DEQUE, CollectionKind.PRIORITY_QUEUE);

  /** For any map. */
  static final List<MapKind> MAPS =
      List.of(
          MapKind.LINKED_HASH_MAP,
          MapKind.TREE_MAP,
          MapKind.CONCURRENT_HASH_MAP,
          MapKind.SKIP_LIST_MAP);

  private GeneralKinds() {}

  static List<CollectionKind> of(Collection<?> value) {
    if (value instanceof Set) {
      return SETS;
    }
    return value instanceof Queue && !(value instanceof List) ? QUEUES : LISTS;
  }
}
