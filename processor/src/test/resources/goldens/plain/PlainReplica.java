import dev.understudy.Mode;
import dev.understudy.StandbyRole;
import dev.understudy.UpdateContext;
import dev.understudy.WhenUnprotected;
import dev.understudy.runtime.codec.RecordCodec;
import dev.understudy.runtime.codec.ServerState;
import dev.understudy.runtime.codec.StateField;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.spi.OutcomeCodec;
import dev.understudy.runtime.spi.Replica;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * Runs a {@link Plain}: its method table, its codecs, save and restore. All that an engine needs;
 * called by the writer thread only.
 */
@Generated("dev.understudy.processor.HighlyAvailableProcessor")
@SuppressWarnings({"deprecation", "removal"})
public final class PlainReplica implements Replica {
  /**
   * The server object.
   */
  private final Plain server;

  /**
   * How its state is saved and restored.
   */
  private final State state;

  /**
   * Makes the replica of a server object.
   *
   * @param server a new one
   */
  public PlainReplica(Plain server) {
    this.server = server;
    this.state = new State(server);
  }

  /**
   * The server object.
   *
   * @return always the same
   */
  public Plain server() {
    return server;
  }

  @Override
  public ServerClass serverClass() {
    return Wire.SERVER_CLASS;
  }

  @Override
  public void apply(int operation, WireInput arguments, UpdateContext context, WireOutput outcome)
      throws Exception {
    switch (operation) {
      case 0 -> set(arguments, outcome);
      default -> throw new MalformedInputException("there is no update number " + operation);
    }
  }

  @Override
  public void query(int operation, WireInput arguments, WireOutput outcome) throws Exception {
    switch (operation) {
      case 1 -> get(arguments, outcome);
      default -> throw new MalformedInputException("there is no query number " + operation);
    }
  }

  @Override
  public void save(WireOutput out) {
    state.writeLast(server, out);
  }

  @Override
  public void load(WireInput in) {
    state.load(in);
  }

  @Override
  public void checkNew() {
    state.checkFinalFields();
  }

  @Override
  public boolean assigned() {
    return state.assigned();
  }

  @Override
  public String refusal() {
    return state.refusal();
  }

  @Override
  public List<String> stateFields() {
    return state.fieldNames();
  }

  @Override
  public long[] stateDigests(int mostBytes) {
    return state.digests(mostBytes);
  }

  /**
   * Calls {@link Plain#set(Plain.Old)}.
   *
   * @param in the arguments
   * @param out takes the outcome
   */
  private void set(WireInput in, WireOutput out) {
    Plain.Old newOld = Wire.OLD.read(in);
    in.endOfArguments();
    Wire.SET.outcome().writeValue(server.set(newOld), out);
  }

  /**
   * Calls {@link Plain#get()}.
   *
   * @param in the arguments
   * @param out takes the outcome
   */
  private void get(WireInput in, WireOutput out) {
    in.endOfArguments();
    Wire.GET.outcome().writeValue(server.get(), out);
  }

  /**
   * The operations of {@link Plain} on the wire: all that a client needs to know.
   */
  static final class Wire {
    /**
     * Writes and reads {@code Old}.
     */
    static final WireCodec<Plain.Old> OLD = new OldCodec();

    /**
     * {@link Plain#set(Plain.Old)}.
     */
    static final Operation<Plain.Old> SET = Operation.update(0, "set(Old)", OutcomeCodec.of(OLD));

    /**
     * {@link Plain#get()}.
     */
    static final Operation<Plain.Old> GET = Operation.query(1, "get()", OutcomeCodec.of(OLD));

    /**
     * What the compiler knows of {@link Plain}.
     */
    static final ServerClass SERVER_CLASS = new ServerClass(
        "Plain",
        Mode.HOT,
        StandbyRole.SERVER,
        true,
        WhenUnprotected.CONTINUE,
        List.of(SET, GET),
        null,
        String.join(
            "\n",
            "update set(Plain.Old) -> Plain.Old",
            "query get() -> Plain.Old",
            "state old: Plain.Old",
            "record Plain.Old(a: int)"));

    /**
     * Makes nothing: it has constants.
     */
    private Wire() {
    }

    /**
     * Encodes the arguments of {@code set}.
     *
     * @param newOld as there
     * @return as they travel
     */
    static WireOutput setArguments(Plain.Old newOld) {
      WireOutput out = WireOutput.forCall();
      OLD.write(newOld, out);
      return out;
    }

    /**
     * Encodes the arguments of {@code get}.
     *
     * @return as they travel
     */
    static WireOutput getArguments() {
      return WireOutput.forCall();
    }

    /**
     * Writes and reads {@code Old}.
     */
    static final class OldCodec extends RecordCodec<Plain.Old> {
      /**
       * Names the fields.
       */
      OldCodec() {
        super(Plain.Old.class, "a");
      }

      @Override
      protected void writeField(int field, Plain.Old value, WireOutput out) {
        switch (field) {
          case 0 -> out.writeInt(value.a());
          default -> throw new IndexOutOfBoundsException(field);
        }
      }

      @Override
      protected void writeFields(Plain.Old value, WireOutput out) {
        int field = 0;
        try {
          out.writeInt(value.a());
        } catch (RuntimeException | Error e) {
          throw failed(field, e, out);
        }
      }

      @Override
      protected Plain.Old readFields(WireInput in) {
        int a = in.hasMore() ? in.readInt() : 0;
        try {
          return new Plain.Old(a);
        } catch (RuntimeException | Error e) {
          throw refused(e, a);
        }
      }
    }
  }

  /**
   * Saves and restores the state fields of {@link Plain}, in the order of their declaration.
   */
  private static final class State extends ServerState<Plain> {
    /**
     * The field {@code old}.
     */
    private static final VarHandle OLD_FIELD = StateField.handle(MethodHandles.lookup(),
        Plain.class, "old", Plain.Old.class);

    /**
     * Names the fields.
     *
     * @param server whose they are
     */
    State(Plain server) {
      super(server, "old");
    }

    @Override
    protected void writeField(int field, Plain value, WireOutput out) {
      switch (field) {
        case 0 -> Wire.OLD.write((Plain.Old) OLD_FIELD.get(value), out);
        default -> throw new IndexOutOfBoundsException(field);
      }
    }

    @Override
    protected void readField(int field, Plain value, WireInput in) {
      switch (field) {
        case 0 -> OLD_FIELD.set(value, Wire.OLD.read(in));
        default -> throw new IndexOutOfBoundsException(field);
      }
    }
  }
}
