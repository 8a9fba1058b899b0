package dev.understudy.runtime.codec;

import dev.understudy.runtime.codec.kind.CollectionKind;
import dev.understudy.runtime.codec.kind.MapKind;
import dev.understudy.runtime.codec.kind.OwnKind;
import dev.understudy.runtime.codec.kind.Unrestorable;
import dev.understudy.runtime.wire.UnsavableException;
import dev.understudy.runtime.wire.UserCode;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the generated codecs of the state fields of server classes have in common. There is one
 * server object, and it is there already; so what its constructor left in the fields is known, and
 * compared with what updates assign.
 *
 * @param <T> the server class
 */
public abstract class ServerState<T> extends ReplicatedCodec<T> {

  private final T server;
  private final @Nullable OwnKind[] own;
  // What the fields held when they were last looked at.
  private final @Nullable Object[] last;
  private final @Nullable UnsavableException[] refusals;
  // Of the views that one update has left, the collections that take their places.
  private final IdentityHashMap<Object, Object> copies = new IdentityHashMap<>();

  /**
   * @param server the server object, as its constructor left it
   * @param fields the names of its state fields, in order
   */
  @SuppressWarnings("this-escape") // What is called needs nothing of the subclass's making.
  protected ServerState(T server, String... fields) {
    super(server.getClass(), fields);
    this.server = server;
    this.own = new @Nullable OwnKind[fields.length];
    this.last = new @Nullable Object[fields.length];
    this.refusals = new @Nullable UnsavableException[fields.length];
    for (int i = 0; i < fields.length; i++) {
      last[i] = held(i, server);
    }
    detachShared();
    for (int i = 0; i < fields.length; i++) {
      own[i] = OwnKind.of(last[i]);
    }
  }

  // What the constructor made of an array or a map, which would come apart later.
  @SuppressWarnings("ReferenceEquality") // The very one.
  private void detachShared() {
    Object[] finals = refilled(server);
    for (int i = 0; i < last.length; i++) {
      Object made = last[i];
      if (made != null
          && Views.isShared(made)
          && Arrays.stream(finals).noneMatch(other -> other == made)) {
        last[i] = detached(i, made);
        assign(i, server, last[i]);
      }
    }
    copies.clear();
  }

  /** Sets a field for a collection or map that is not final. */
  protected void assign(int field, T target, @Nullable Object value) {
    throw new IllegalArgumentException(field(field) + " is not assigned");
  }

  /** The codec of a field for a collection or map that is not final. */
  protected RefillableCodec<?> codec(int field) {
    throw new IllegalArgumentException(field(field) + " holds no collection and no map");
  }

  @Override
  protected final T create() {
    return server; // It is filled in place.
  }

  @Override
  protected final @Nullable OwnKind own(int field) {
    return own[field];
  }

  /** Replaces the state by what {@link #writeLast} wrote. */
  public final void load(WireInput in) {
    read(in);
    for (int i = 0; i < last.length; i++) {
      last[i] = held(i, server);
      refusals[i] = null;
    }
  }

  /**
   * Looks at the fields after an update: whether they hold other collections or maps than before,
   * and whether those could be restored as what they are. What is held by another collection, as a
   * sub-list is, becomes one of its own.
   *
   * @return whether a field that could not be restored was assigned, or no longer is one
   */
  @SuppressWarnings("ReferenceEquality") // Nothing is looked at that was not assigned.
  public final boolean assigned() {
    boolean changed = false;
    for (int i = 0; i < last.length; i++) {
      Object now = held(i, server);
      if (now != last[i]) {
        changed |= look(i, now);
      }
    }
    if (!copies.isEmpty()) {
      copies.clear();
    }
    return changed;
  }

  /** What is wrong with the field that an update left so that it could not be restored, or null. */
  public final @Nullable String refusal() {
    for (UnsavableException refusal : refusals) {
      if (refusal != null) {
        return refusal.getMessage();
      }
    }
    return null;
  }

  /** The names of the fields, in order. */
  public final List<String> fieldNames() {
    return IntStream.range(0, last.length).mapToObj(this::field).toList();
  }

  /**
   * A digest of what each field holds, by value: equal in two processes whose states are equal,
   * also where their hash tables have another order. 0 where that is not known: of a view, since
   * what it shows is held elsewhere; of what is part of a cycle; and where too much would be read.
   *
   * @param mostBytes how much is looked at, of all fields together
   */
  public final long[] digests(int mostBytes) {
    long[] digests = new long[last.length];
    int left = mostBytes;
    for (int i = 0; i < digests.length; i++) {
      Object value = held(i, server);
      if (value == null || !Views.is(value)) {
        WireOutput out = WireOutput.forComparison(left);
        digests[i] = digest(i, out);
        left = Math.max(0, left - out.size());
      }
    }
    return digests;
  }

  private long digest(int field, WireOutput out) {
    try {
      writeField(field, server, out);
    } catch (RuntimeException | Error e) { // The user's, too: the next snapshot tells of it.
      return 0;
    }
    long digest = hash(out.array(), out.size());
    return digest == 0 ? 1 : digest;
  }

  // 64-bit FNV-1a.
  private static long hash(byte[] bytes, int length) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < length; i++) {
      hash = (hash ^ Byte.toUnsignedInt(bytes[i])) * 0x100000001b3L;
    }
    return hash;
  }

  private boolean look(int field, @Nullable Object assigned) {
    boolean before = refusals[field] != null;
    refusals[field] = null;
    last[field] = assigned;
    if (assigned == null) {
      return before;
    }
    try {
      Object kept = detached(field, assigned);
      if (kept != assigned) {
        assign(field, server, kept);
        last[field] = kept;
      }
      check(codec(field), kept, own[field]);
      return before;
    } catch (UnsavableException e) {
      e.within(field(field));
      refusals[field] = e;
    } catch (RuntimeException e) { // As a sub-list throws, of a list that was changed since.
      UnsavableException refusal = UserCode.unsavable(assigned.getClass().getName(), e);
      refusal.within(field(field));
      refusals[field] = refusal;
    }
    return true;
  }

  @SuppressWarnings("unchecked") // The field holds what its codec writes.
  private static <C> void check(RefillableCodec<C> codec, Object value, @Nullable OwnKind made) {
    codec.check((C) value, made);
  }

  // Two fields with the same view share the copy, too.
  private Object detached(int field, Object assigned) {
    OwnKind made = own[field];
    boolean shown = Views.is(assigned) && (made == null || !made.isFor(assigned));
    if (!shown && !Views.isShared(assigned)) {
      return assigned;
    }
    return copies.computeIfAbsent(assigned, view -> Views.detached(view, codec(field).declared()));
  }

  /**
   * Why a new object could not be saved and loaded, for all that is known without doing so: a final
   * field that cannot be filled.
   *
   * @throws UnsavableException if there is one
   */
  public final void checkFinalFields() {
    for (Object made : refilled(server)) {
      for (int i = 0; i < last.length; i++) {
        if (made != null && made == last[i] && isImmutable(made)) {
          UnsavableException refusal = Unrestorable.unfillable(made);
          refusal.within(field(i));
          throw refusal;
        }
      }
    }
  }

  private static boolean isImmutable(Object made) {
    if (Views.is(made)) {
      return false;
    }
    return made instanceof Map<?, ?> map
        ? MapKind.isUnmodifiable(map)
        : CollectionKind.isUnmodifiable((Collection<?>) made);
  }
}
