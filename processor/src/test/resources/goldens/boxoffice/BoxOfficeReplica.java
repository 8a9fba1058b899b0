package dev.x;

import dev.understudy.Mode;
import dev.understudy.StandbyRole;
import dev.understudy.UpdateContext;
import dev.understudy.WhenUnprotected;
import dev.understudy.runtime.codec.Codecs;
import dev.understudy.runtime.codec.RecordCodec;
import dev.understudy.runtime.codec.RefillableCodec;
import dev.understudy.runtime.codec.ServerState;
import dev.understudy.runtime.codec.StateField;
import dev.understudy.runtime.codec.kind.OwnKind;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.Generated;

/**
 * Runs a {@link BoxOffice}: its method table, its codecs, save and restore. All that an engine needs;
 * called by the writer thread only.
 */
@Generated("dev.understudy.processor.HighlyAvailableProcessor")
public final class BoxOfficeReplica implements Replica {
  /**
   * The server object.
   */
  private final BoxOffice server;

  /**
   * How its state is saved and restored.
   */
  private final State state;

  /**
   * Makes the replica of a server object.
   *
   * @param server a new one
   */
  public BoxOfficeReplica(BoxOffice server) {
    this.server = server;
    this.state = new State(server);
  }

  /**
   * The server object.
   *
   * @return always the same
   */
  public BoxOffice server() {
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
      case 0 -> open(arguments, outcome);
      case 1 -> book(arguments, outcome);
      case 2 -> cancelString(arguments, outcome);
      case 3 -> cancelLong(arguments, outcome);
      case 4 -> touch(arguments, context, outcome);
      case 7 -> bookAll(arguments, outcome);
      default -> throw new MalformedInputException("there is no update number " + operation);
    }
  }

  @Override
  public void query(int operation, WireInput arguments, WireOutput outcome) throws Exception {
    switch (operation) {
      case 5 -> seatsLeft(arguments, outcome);
      case 6 -> byHolder(arguments, outcome);
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
   * Calls {@link BoxOffice#open(List)}.
   *
   * @param in the arguments
   * @param out takes the outcome
   */
  private void open(WireInput in, WireOutput out) {
    List<String> arguments = Wire.LIST_OF_STRING.read(in);
    in.endOfArguments();
    server.open(arguments);
    Wire.OPEN.outcome().writeValue(null, out);
  }

  /**
   * Calls {@link BoxOffice#book(String, String)}.
   *
   * @param in the arguments
   * @param out takes the outcome
   */
  private void book(WireInput in, WireOutput out) {
    String seat = Codecs.STRING.read(in);
    String holder = Codecs.STRING.read(in);
    in.endOfArguments();
    try {
      Wire.BOOK.outcome().writeValue(server.book(seat, holder), out);
    } catch (SeatTakenException e) {
      Wire.BOOK.outcome().writeException(0, e, out);
    }
  }

  /**
   * Calls {@link BoxOffice#cancel(String)}.
   *
   * @param in the arguments
   * @param out takes the outcome
   */
  private void cancelString(WireInput in, WireOutput out) {
    String seat = Codecs.STRING.read(in);
    in.endOfArguments();
    Wire.CANCEL_STRING.outcome().writeValue(server.cancel(seat), out);
  }

  /**
   * Calls {@link BoxOffice#cancel(long)}.
   *
   * @param in the arguments
   * @param out takes the outcome
   */
  private void cancelLong(WireInput in, WireOutput out) {
    long number = in.readLong();
    in.endOfArguments();
    server.cancel(number);
    Wire.CANCEL_LONG.outcome().writeValue(null, out);
  }

  /**
   * Calls {@link BoxOffice#touch(UpdateContext, String[])}.
   *
   * @param in the arguments
   * @param context of the update
   * @param out takes the outcome
   */
  private void touch(WireInput in, UpdateContext context, WireOutput out) {
    String[] seatsTouched = Wire.ARRAY_OF_STRING.read(in);
    in.endOfArguments();
    Wire.TOUCH.outcome().writeValue(server.touch(context, seatsTouched), out);
  }

  /**
   * Calls {@link BoxOffice#seatsLeft()}.
   *
   * @param in the arguments
   * @param out takes the outcome
   */
  private void seatsLeft(WireInput in, WireOutput out) {
    in.endOfArguments();
    Wire.SEATS_LEFT.outcome().writeValue(server.seatsLeft(), out);
  }

  /**
   * Calls {@link BoxOffice#byHolder()}.
   *
   * @param in the arguments
   * @param out takes the outcome
   */
  private void byHolder(WireInput in, WireOutput out) {
    in.endOfArguments();
    Wire.BY_HOLDER.outcome().writeValue(server.byHolder(), out);
  }

  /**
   * Calls {@link BoxOffice#bookAll(List, String)}.
   *
   * @param in the arguments
   * @param out takes the outcome
   */
  private void bookAll(WireInput in, WireOutput out) {
    List<String> seats = Wire.LIST_OF_STRING.read(in);
    String holder = Codecs.STRING.read(in);
    in.endOfArguments();
    try {
      Wire.BOOK_ALL.outcome().writeValue(server.bookAll(seats, holder), out);
    } catch (SeatTakenException e) {
      Wire.BOOK_ALL.outcome().writeException(0, e, out);
    }
  }

  /**
   * The operations of {@link BoxOffice} on the wire: all that a client needs to know.
   */
  static final class Wire {
    /**
     * Writes and reads {@code Ticket}.
     */
    static final WireCodec<Ticket> TICKET = new TicketCodec();

    /**
     * Writes and reads {@code SeatTakenException}.
     */
    static final WireCodec<SeatTakenException> SEAT_TAKEN_EXCEPTION = new SeatTakenExceptionCodec();

    /**
     * Writes and reads {@code List<String>}.
     */
    static final RefillableCodec<List<String>> LIST_OF_STRING = Codecs.collection(List.class,
        Codecs.STRING);

    /**
     * Writes and reads {@code String[]}.
     */
    static final WireCodec<String[]> ARRAY_OF_STRING = Codecs.array(Codecs.STRING, String[]::new);

    /**
     * Writes and reads {@code Optional<Instant>}.
     */
    static final WireCodec<Optional<Instant>> OPTIONAL_OF_INSTANT = Codecs.optional(Codecs.INSTANT);

    /**
     * Writes and reads {@code List<Ticket>}.
     */
    static final RefillableCodec<List<Ticket>> LIST_OF_TICKET = Codecs.collection(List.class,
        TICKET);

    /**
     * Writes and reads {@code Map<String, List<Ticket>>}.
     */
    static final RefillableCodec<Map<String, List<Ticket>>> MAP_OF_STRING_AND_LIST_OF_TICKET = Codecs.map(
        Map.class, Codecs.STRING, LIST_OF_TICKET);

    /**
     * {@link BoxOffice#open(List)}.
     */
    static final Operation<Void> OPEN = Operation.update(0, "open(List<String>)",
        OutcomeCodec.of(Codecs.VOID));

    /**
     * {@link BoxOffice#book(String, String)}.
     */
    static final Operation<Ticket> BOOK = Operation.update(1, "book(String,String)",
        OutcomeCodec.of(TICKET, SEAT_TAKEN_EXCEPTION));

    /**
     * {@link BoxOffice#cancel(String)}.
     */
    static final Operation<Boolean> CANCEL_STRING = Operation.update(2, "cancel(String)",
        OutcomeCodec.of(Codecs.BOOLEAN));

    /**
     * {@link BoxOffice#cancel(long)}.
     */
    static final Operation<Void> CANCEL_LONG = Operation.update(3, "cancel(long)",
        OutcomeCodec.of(Codecs.VOID));

    /**
     * {@link BoxOffice#touch(UpdateContext, String[])}.
     */
    static final Operation<Optional<Instant>> TOUCH = Operation.update(4, "touch(String[])",
        OutcomeCodec.of(OPTIONAL_OF_INSTANT));

    /**
     * {@link BoxOffice#seatsLeft()}.
     */
    static final Operation<Integer> SEATS_LEFT = Operation.query(5, "seatsLeft()",
        OutcomeCodec.of(Codecs.INT));

    /**
     * {@link BoxOffice#byHolder()}.
     */
    static final Operation<Map<String, List<Ticket>>> BY_HOLDER = Operation.query(6, "byHolder()",
        OutcomeCodec.of(MAP_OF_STRING_AND_LIST_OF_TICKET));

    /**
     * {@link BoxOffice#bookAll(List, String)}.
     */
    static final Operation<List<Ticket>> BOOK_ALL = Operation.update(7,
        "bookAll(List<String>,String)", OutcomeCodec.of(LIST_OF_TICKET, SEAT_TAKEN_EXCEPTION));

    /**
     * What the compiler knows of {@link BoxOffice}.
     */
    static final ServerClass SERVER_CLASS = new ServerClass(
        "dev.x.BoxOffice",
        Mode.HOT,
        StandbyRole.SERVER,
        true,
        WhenUnprotected.CONTINUE,
        List.of(OPEN, BOOK, CANCEL_STRING, CANCEL_LONG, TOUCH, SEATS_LEFT, BY_HOLDER, BOOK_ALL),
        OPEN,
        String.join(
            "\n",
            "first update open(java.util.List<java.lang.String>) -> void",
            "update book(java.lang.String,java.lang.String) -> dev.x.Ticket throws dev.x.SeatTakenException",
            "update cancel(java.lang.String) -> boolean",
            "update cancel(long) -> void",
            "update sold(java.lang.String...) (java.lang.String[]) -> java.util.Optional<java.time.Instant>",
            "query seatsLeft() -> int",
            "query byHolder() -> java.util.Map<java.lang.String, java.util.List<dev.x.Ticket>>",
            "update bookAll(java.util.List<java.lang.String>,java.lang.String) -> java.util.List<dev.x.Ticket> throws dev.x.SeatTakenException",
            "state seats: java.util.Map<java.lang.String, dev.x.Ticket>",
            "state nextTicket: long",
            "state lastSale: java.time.Instant",
            "state capacity: int",
            "exception dev.x.SeatTakenException(holder: java.lang.String)",
            "record dev.x.Ticket(number: long, seat: java.lang.String, holder: java.lang.String)"));

    /**
     * Makes nothing: it has constants.
     */
    private Wire() {
    }

    /**
     * Encodes the arguments of {@code book}.
     *
     * @param seat as there
     * @param holder as there
     * @return as they travel
     */
    static WireOutput bookArguments(String seat, String holder) {
      WireOutput out = WireOutput.forCall();
      Codecs.STRING.write(seat, out);
      Codecs.STRING.write(holder, out);
      return out;
    }

    /**
     * Encodes the arguments of {@code cancel}.
     *
     * @param seat as there
     * @return as they travel
     */
    static WireOutput cancelStringArguments(String seat) {
      WireOutput out = WireOutput.forCall();
      Codecs.STRING.write(seat, out);
      return out;
    }

    /**
     * Encodes the arguments of {@code cancel}.
     *
     * @param number as there
     * @return as they travel
     */
    static WireOutput cancelLongArguments(long number) {
      WireOutput out = WireOutput.forCall();
      out.writeLong(number);
      return out;
    }

    /**
     * Encodes the arguments of {@code touch}.
     *
     * @param seatsTouched as there
     * @return as they travel
     */
    static WireOutput touchArguments(String[] seatsTouched) {
      WireOutput out = WireOutput.forCall();
      ARRAY_OF_STRING.write(seatsTouched, out);
      return out;
    }

    /**
     * Encodes the arguments of {@code seatsLeft}.
     *
     * @return as they travel
     */
    static WireOutput seatsLeftArguments() {
      return WireOutput.forCall();
    }

    /**
     * Encodes the arguments of {@code byHolder}.
     *
     * @return as they travel
     */
    static WireOutput byHolderArguments() {
      return WireOutput.forCall();
    }

    /**
     * Encodes the arguments of {@code bookAll}.
     *
     * @param seats as there
     * @param holder as there
     * @return as they travel
     */
    static WireOutput bookAllArguments(List<String> seats, String holder) {
      WireOutput out = WireOutput.forCall();
      LIST_OF_STRING.write(seats, out);
      Codecs.STRING.write(holder, out);
      return out;
    }

    /**
     * Writes and reads {@code Ticket}.
     */
    static final class TicketCodec extends RecordCodec<Ticket> {
      /**
       * Names the fields.
       */
      TicketCodec() {
        super(Ticket.class, "number", "seat", "holder");
      }

      @Override
      protected void writeField(int field, Ticket value, WireOutput out) {
        switch (field) {
          case 0 -> out.writeLong(value.number());
          case 1 -> Codecs.STRING.write(value.seat(), out);
          case 2 -> Codecs.STRING.write(value.holder(), out);
          default -> throw new IndexOutOfBoundsException(field);
        }
      }

      @Override
      protected void writeFields(Ticket value, WireOutput out) {
        int field = 0;
        try {
          out.writeLong(value.number());
          field++;
          Codecs.STRING.write(value.seat(), out);
          field++;
          Codecs.STRING.write(value.holder(), out);
        } catch (RuntimeException | Error e) {
          throw failed(field, e, out);
        }
      }

      @Override
      protected Ticket readFields(WireInput in) {
        long number = in.hasMore() ? in.readLong() : 0;
        String seat = in.hasMore() ? Codecs.STRING.read(in) : null;
        String holder = in.hasMore() ? Codecs.STRING.read(in) : null;
        try {
          return new Ticket(number, seat, holder);
        } catch (RuntimeException | Error e) {
          throw refused(e, number, seat, holder);
        }
      }
    }

    /**
     * Writes and reads {@code SeatTakenException}.
     */
    static final class SeatTakenExceptionCodec extends RecordCodec<SeatTakenException> {
      /**
       * The field {@code holder}.
       */
      private static final VarHandle HOLDER_FIELD = StateField.handle(MethodHandles.lookup(),
          SeatTakenException.class, "holder", String.class);

      /**
       * Names the fields.
       */
      SeatTakenExceptionCodec() {
        super(SeatTakenException.class, "message", "holder");
      }

      @Override
      protected void writeField(int field, SeatTakenException value, WireOutput out) {
        switch (field) {
          case 0 -> out.writeString(value.getMessage());
          case 1 -> Codecs.STRING.write((String) HOLDER_FIELD.get(value), out);
          default -> throw new IndexOutOfBoundsException(field);
        }
      }

      @Override
      protected SeatTakenException readFields(WireInput in) {
        String message = in.hasMore() ? in.readString() : null;
        SeatTakenException value = new SeatTakenException(message);
        if (in.hasMore()) {
          HOLDER_FIELD.set(value, Codecs.STRING.read(in));
        }
        return value;
      }
    }
  }

  /**
   * Saves and restores the state fields of {@link BoxOffice}, in the order of their declaration.
   */
  private static final class State extends ServerState<BoxOffice> {
    /**
     * The field {@code seats}.
     */
    private static final VarHandle SEATS_FIELD = StateField.handle(MethodHandles.lookup(),
        BoxOffice.class, "seats", Map.class);

    /**
     * The field {@code nextTicket}.
     */
    private static final VarHandle NEXT_TICKET_FIELD = StateField.handle(MethodHandles.lookup(),
        BoxOffice.class, "nextTicket", long.class);

    /**
     * The field {@code lastSale}.
     */
    private static final VarHandle LAST_SALE_FIELD = StateField.handle(MethodHandles.lookup(),
        BoxOffice.class, "lastSale", Instant.class);

    /**
     * The field {@code capacity}.
     */
    private static final VarHandle CAPACITY_FIELD = StateField.handle(MethodHandles.lookup(),
        BoxOffice.class, "capacity", int.class);

    /**
     * Writes and reads {@code Map<String, Ticket>}.
     */
    static final RefillableCodec<Map<String, Ticket>> MAP_OF_STRING_AND_TICKET = Codecs.map(
        Map.class, Codecs.STRING, Wire.TICKET);

    /**
     * Names the fields.
     *
     * @param server whose they are
     */
    State(BoxOffice server) {
      super(server, "seats", "nextTicket", "lastSale", "capacity");
    }

    @Override
    @SuppressWarnings("unchecked")
    protected void writeField(int field, BoxOffice value, WireOutput out) {
      switch (field) {
        case 0 -> MAP_OF_STRING_AND_TICKET.writeField((Map<String, Ticket>) SEATS_FIELD.get(value),
            OwnKind.ANY, out);
        case 1 -> out.writeLong((long) NEXT_TICKET_FIELD.get(value));
        case 2 -> Codecs.INSTANT.write((Instant) LAST_SALE_FIELD.get(value), out);
        case 3 -> out.writeInt((int) CAPACITY_FIELD.get(value));
        default -> throw new IndexOutOfBoundsException(field);
      }
    }

    @Override
    @SuppressWarnings("unchecked")
    protected void readField(int field, BoxOffice value, WireInput in) {
      switch (field) {
        case 0 -> MAP_OF_STRING_AND_TICKET.refill((Map<String, Ticket>) SEATS_FIELD.get(value), in);
        case 1 -> NEXT_TICKET_FIELD.set(value, in.readLong());
        case 2 -> LAST_SALE_FIELD.set(value, Codecs.INSTANT.read(in));
        case 3 -> CAPACITY_FIELD.set(value, in.readInt());
        default -> throw new IndexOutOfBoundsException(field);
      }
    }

    @Override
    protected Object held(int field, BoxOffice value) {
      return switch (field) {
        case 0 -> SEATS_FIELD.get(value);
        default -> null;
      };
    }

    @Override
    protected Object[] refilled(BoxOffice value) {
      return new Object[] {SEATS_FIELD.get(value)};
    }
  }
}
