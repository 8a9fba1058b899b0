package dev.understudy.runtime.codec.kind;

import java.io.Serializable;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Map#of} comes back as: it rejects null and changes as that does, but its entries
 * have the order in which they were written. The JDK's have another one in each process.
 */
@SuppressWarnings("NullAway") // What is not there is null, as in any map.
final class MapOf<K, V> extends AbstractMap<K, V> implements Serializable {

  private static final long serialVersionUID = 1;
  private static final Map<?, ?> ONE = Map.of(1, 1);
  private static final Map<?, ?> MANY = Map.of(1, 1, 2, 2);

  /** What it holds, while it is filled. */
  static final class Entries<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1;

    Entries(int capacity) {
      super(capacity);
    }

    @Override
    public V put(K key, V value) {
      return super.put(Objects.requireNonNull(key), Objects.requireNonNull(value));
    }
  }

  private final LinkedHashMap<K, V> entries;

  /**
   * @param entries what it holds, which is filled later
   */
  @SuppressWarnings("NonApiType") // It has an order, and can be serialized.
  MapOf(LinkedHashMap<K, V> entries) {
    this.entries = entries;
  }

  // What throws where null is asked for, and with the same message.
  private Map<?, ?> template() {
    return size() == 1 ? ONE : MANY;
  }

  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<K, V>> iterator() {
        Iterator<Map.Entry<K, V>> all = entries.entrySet().iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return all.hasNext();
          }

          @Override
          public Map.Entry<K, V> next() {
            Map.Entry<K, V> each = all.next();
            return Map.entry(each.getKey(), each.getValue());
          }
        };
      }

      @Override
      public int size() {
        return entries.size();
      }
    };
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public boolean containsKey(Object key) {
    return key == null ? template().containsKey(null) : entries.containsKey(key);
  }

  @Override
  public boolean containsValue(Object value) {
    return value == null ? template().containsValue(null) : entries.containsValue(value);
  }

  @Override
  public @Nullable V get(Object key) {
    if (key == null) {
      template().get(null);
    }
    return entries.get(key);
  }

  @Override
  public V getOrDefault(Object key, V instead) {
    V value = get(key);
    return value == null ? instead : value;
  }

  // Nothing changes it, even where a change would change nothing.

  @Override
  public void clear() {
    throw new UnsupportedOperationException();
  }

  @Override
  public V compute(K key, BiFunction<? super K, ? super V, ? extends V> function) {
    throw new UnsupportedOperationException();
  }

  @Override
  public V computeIfAbsent(K key, Function<? super K, ? extends V> function) {
    throw new UnsupportedOperationException();
  }

  @Override
  public V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends V> function) {
    throw new UnsupportedOperationException();
  }

  @Override
  public V merge(K key, V value, BiFunction<? super V, ? super V, ? extends V> function) {
    throw new UnsupportedOperationException();
  }

  @Override
  public V put(K key, V value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void putAll(Map<? extends K, ? extends V> others) {
    throw new UnsupportedOperationException();
  }

  @Override
  public V putIfAbsent(K key, V value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public V remove(Object key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean remove(Object key, Object value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public V replace(K key, V value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean replace(K key, V old, V value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void replaceAll(BiFunction<? super K, ? super V, ? extends V> function) {
    throw new UnsupportedOperationException();
  }
}
