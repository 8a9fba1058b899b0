package dev.understudy.runtime.codec.kind;

import java.io.Serializable;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a {@link Set#of} comes back as: it rejects null and changes as that does, but its elements
 * have the order in which they were written. The JDK's have another one in each process.
 */
final class SetOf<E> extends AbstractSet<E> implements Serializable {

  private static final long serialVersionUID = 1;
  private static final Set<?> FEW = Set.of(1);
  private static final Set<?> MANY = Set.of(1, 2, 3);

  /** What it holds, while it is filled. */
  static final class Elements<E> extends LinkedHashSet<E> {

    private static final long serialVersionUID = 1;

    Elements(int capacity) {
      super(capacity);
    }

    @Override
    public boolean add(E element) {
      return super.add(Objects.requireNonNull(element));
    }
  }

  private final LinkedHashSet<E> elements;

  /**
   * @param elements what it holds, which is filled later
   */
  @SuppressWarnings("NonApiType") // It has an order, and can be serialized.
  SetOf(LinkedHashSet<E> elements) {
    this.elements = elements;
  }

  @Override
  public Iterator<E> iterator() {
    Iterator<E> all = elements.iterator();
    return new Iterator<>() { // It removes nothing.
      @Override
      public boolean hasNext() {
        return all.hasNext();
      }

      @Override
      public E next() {
        return all.next();
      }
    };
  }

  @Override
  public int size() {
    return elements.size();
  }

  @Override
  public boolean contains(Object element) {
    return element == null
        ? (size() < 3 ? FEW : MANY).contains(null) // It throws.
        : elements.contains(element);
  }

  // Nothing changes it, even where a change would change nothing.

  @Override
  public boolean add(E element) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean addAll(Collection<? extends E> others) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean remove(Object element) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean removeAll(Collection<?> others) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean removeIf(Predicate<? super E> condition) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean retainAll(Collection<?> others) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void clear() {
    throw new UnsupportedOperationException();
  }
}
