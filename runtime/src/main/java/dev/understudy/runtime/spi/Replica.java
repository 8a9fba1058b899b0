package dev.understudy.runtime.spi;

import dev.understudy.ClientObituary;
import dev.understudy.UpdateContext;
import dev.understudy.runtime.wire.UnsavableException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One server object with all that an engine needs to run it: its method table, its codecs, save and
 * restore. Generated as {@code <Class>Replica}. Called by the writer thread only.
 */
public interface Replica {

  /** What the compiler knows of the class. */
  ServerClass serverClass();

  /**
   * Decodes the arguments of an update, calls {@link WireInput#endOfArguments}, runs it, and writes
   * its outcome.
   *
   * @param operation the index of the update
   * @param arguments the encoded arguments
   * @param context what the update may know of its surroundings
   * @param outcome empty; receives the value or the declared exception
   * @throws Exception what the arguments' decoding threw, or, after {@code endOfArguments}, an
   *     exception that the method does not declare
   */
  void apply(int operation, WireInput arguments, UpdateContext context, WireOutput outcome)
      throws Exception;

  /**
   * Decodes the arguments of a query, calls {@link WireInput#endOfArguments}, runs it, and writes
   * its outcome.
   *
   * @param operation the index of the query
   * @param arguments the encoded arguments
   * @param outcome empty; receives the value or the declared exception
   * @throws Exception as {@link #apply}
   */
  void query(int operation, WireInput arguments, WireOutput outcome) throws Exception;

  /**
   * Tells the server object that a client has died, and writes the outcome. Called only if the
   * class has a method for it, which is the {@link ServerClass#onObituary} operation.
   *
   * @param client who has died
   * @param context what the method may know of its surroundings
   * @param outcome empty; receives that the method returned
   * @throws Exception any exception that the method threw, declared or not
   */
  default void obituary(ClientObituary client, UpdateContext context, WireOutput outcome)
      throws Exception {
    throw new IllegalStateException(serverClass().name() + " hears of no client's death");
  }

  /** Writes the whole state of the server object, with which what is saved ends. */
  void save(WireOutput out);

  /** Replaces the whole state of the server object by what {@link #save} wrote. */
  void load(WireInput in);

  /**
   * Looks at a server object that its constructor has just made, for what can be seen without
   * saving it.
   *
   * @throws UnsavableException if it could not be loaded into another
   */
  default void checkNew() {}

  /**
   * Looks at what an update has assigned to the state fields; what would not be restored as it is,
   * and can be replaced by what is, has become that.
   *
   * @return whether {@link #refusal} is another than before
   */
  default boolean assigned() {
    return false;
  }

  /** Why the state could not be saved, if the state fields alone tell it; else null. */
  default @Nullable String refusal() {
    return null;
  }

  /** The names of the state fields, in order; none where the class saves its state itself. */
  default List<String> stateFields() {
    return List.of();
  }

  /**
   * A digest of what each of the state fields holds, by value; 0 where that is not known.
   *
   * @param mostBytes how much is looked at, of all fields together
   */
  default long[] stateDigests(int mostBytes) {
    return new long[0];
  }
}
