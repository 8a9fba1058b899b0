package dev.understudy.runtime.fuzz;

import dev.understudy.Mode;
import dev.understudy.StandbyRole;
import dev.understudy.UpdateContext;
import dev.understudy.WhenUnprotected;
import dev.understudy.runtime.codec.Codecs;
import dev.understudy.runtime.codec.RefillableCodec;
import dev.understudy.runtime.codec.ServerState;
import dev.understudy.runtime.codec.Thing;
import dev.understudy.runtime.codec.kind.OwnKind;
import dev.understudy.runtime.spi.Caller;
import dev.understudy.runtime.spi.ObituarySource;
import dev.understudy.runtime.spi.Operation;
import dev.understudy.runtime.spi.OutcomeCodec;
import dev.understudy.runtime.spi.Replica;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.spi.Standby;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the compiler would generate for a server class with fields of every sort. */
final class Stage implements Standby, Replica {

  private static final Operation<Long> ADD =
      Operation.update(0, "add(long)", OutcomeCodec.of(Codecs.LONG));

  static final ServerClass SERVER_CLASS =
      new ServerClass(
          "theatre.Stage",
          Mode.HOT,
          StandbyRole.SERVER,
          true,
          WhenUnprotected.CONTINUE,
          List.of(ADD),
          null,
          "update add(long) -> long");

  /** The server class. */
  private static final class Server {
    private final Map<String, Thing> byName = new TreeMap<>();
    private List<String> calls = new ArrayList<>();
    private Thing first;
    private long sum;
  }

  private static final class State extends ServerState<Server> {
    private static final RefillableCodec<Map<String, Thing>> BY_NAME =
        Codecs.map(Map.class, Codecs.STRING, Thing.CODEC);
    private static final RefillableCodec<List<String>> CALLS =
        Codecs.collection(List.class, Codecs.STRING);

    State(Server server) {
      super(server, "byName", "calls", "first", "sum");
    }

    @Override
    protected Object[] refilled(Server value) {
      return new Object[] {value.byName};
    }

    @Override
    protected Object held(int field, Server value) {
      return field == 1 ? value.calls : null;
    }

    @Override
    protected RefillableCodec<?> codec(int field) {
      return field == 1 ? CALLS : super.codec(field);
    }

    @Override
    @SuppressWarnings("unchecked") // Of its own kind.
    protected void assign(int field, Server target, Object value) {
      target.calls = (List<String>) value;
    }

    @Override
    protected void writeField(int field, Server value, WireOutput out) {
      switch (field) {
        case 0 -> BY_NAME.writeField(value.byName, OwnKind.ANY, out);
        case 1 -> CALLS.writeField(value.calls, own(1), out);
        case 2 -> Thing.CODEC.write(value.first, out);
        default -> out.writeLong(value.sum);
      }
    }

    @Override
    protected void readField(int field, Server value, WireInput in) {
      switch (field) {
        case 0 -> BY_NAME.refill(value.byName, in);
        case 1 -> value.calls = CALLS.readField(value.calls, in);
        case 2 -> value.first = Thing.CODEC.read(in);
        default -> value.sum = in.readLong();
      }
    }
  }

  private final Server server = new Server();
  private final State state = new State(server);

  /** Fills its fields. */
  Stage play() {
    server.first = Thing.example();
    server.byName.put("first", server.first);
    server.byName.put("argument", Thing.argument());
    return this;
  }

  @Override
  public Replica replica() {
    return this;
  }

  @Override
  public ObituarySource obituarySource() {
    return ObituarySource.CLOSE_OF_THE_PRIMARYS_CONNECTION;
  }

  @Override
  public void digest(int operation, WireInput arguments, UpdateContext context, WireOutput outcome)
      throws Exception {
    apply(operation, arguments, context, outcome);
  }

  @Override
  public void promoted(Caller writer) {
    throw new AssertionError("nobody serves");
  }

  @Override
  public ServerClass serverClass() {
    return SERVER_CLASS;
  }

  @Override
  public void apply(int operation, WireInput arguments, UpdateContext context, WireOutput outcome) {
    long summand = arguments.readLong();
    arguments.endOfArguments();
    server.sum += summand;
    server.calls.add("add " + summand);
    ADD.outcome().writeValue(server.sum, outcome);
  }

  @Override
  public void query(int operation, WireInput arguments, WireOutput outcome) {
    throw new AssertionError("there are no queries");
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
  public boolean assigned() {
    return state.assigned();
  }

  @Override
  public String refusal() {
    return state.refusal();
  }
}
