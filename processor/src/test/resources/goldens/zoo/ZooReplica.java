package dev.x.zoo;

import dev.understudy.ClientObituary;
import dev.understudy.Mode;
import dev.understudy.StandbyRole;
import dev.understudy.UpdateContext;
import dev.understudy.WhenUnprotected;
import dev.understudy.runtime.codec.Codecs;
import dev.understudy.runtime.codec.RecordCodec;
import dev.understudy.runtime.codec.RefillableCodec;
import dev.understudy.runtime.codec.ReplicatedCodec;
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
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.annotation.processing.Generated;

/**
 * Runs a {@link Zoo}: its method table, its codecs, save and restore. All that an engine needs;
 * called by the writer thread only.
 */
@Generated("dev.understudy.processor.HighlyAvailableProcessor")
public final class ZooReplica implements Replica {
  /**
   * The server object.
   */
  private final Zoo server;

  /**
   * How its state is saved and restored.
   */
  private final State state;

  /**
   * Makes the replica of a server object.
   *
   * @param server a new one
   */
  public ZooReplica(Zoo server) {
    this.server = server;
    this.state = new State(server);
  }

  /**
   * The server object.
   *
   * @return always the same
   */
  public Zoo server() {
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
      case 0 -> keep(arguments, context, outcome);
      case 1 -> shape(arguments, outcome);
      case 2 -> escape(arguments, outcome);
      case 7 -> enter(arguments, outcome);
      default -> throw new MalformedInputException("there is no update number " + operation);
    }
  }

  @Override
  public void query(int operation, WireInput arguments, WireOutput outcome) throws Exception {
    switch (operation) {
      case 3 -> pair(arguments, outcome);
      case 4 -> tagged(arguments, outcome);
      case 5 -> text(arguments, outcome);
      case 6 -> sameBag(arguments, outcome);
      case 8 -> visitors(arguments, outcome);
      default -> throw new MalformedInputException("there is no query number " + operation);
    }
  }

  /**
   * {@link Zoo#leave(ClientObituary, UpdateContext)}.
   */
  @Override
  public void obituary(ClientObituary client, UpdateContext context, WireOutput outcome) throws
      Exception {
    server.leave(client, context);
    Wire.ON_OBITUARY.outcome().writeValue(null, outcome);
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
   * Calls {@link Zoo#keep(String, Zoo.Node, UpdateContext)}.
   *
   * @param in the arguments
   * @param context of the update
   * @param out takes the outcome
   */
  private void keep(WireInput in, UpdateContext context, WireOutput out) {
    String name = Codecs.STRING.read(in);
    Zoo.Node node = Wire.NODE.read(in);
    in.endOfArguments();
    Wire.KEEP.outcome().writeValue(server.keep(name, node, context), out);
  }

  /**
   * Calls {@link Zoo#shape(Zoo.Shape, EnumSet, Zoo.Box)}.
   *
   * @param in the arguments
   * @param out takes the outcome
   */
  private void shape(WireInput in, WireOutput out) {
    Zoo.Shape shape = Wire.SHAPE_CODEC.read(in);
    EnumSet<Color> colors = Wire.ENUM_SET_OF_COLOR.read(in);
    Zoo.Box<Zoo.Pair<String, int[]>> newBox = Wire.BOX_OF_PAIR_OF_STRING_AND_ARRAY_OF_INT.read(in);
    in.endOfArguments();
    Wire.SHAPE.outcome().writeValue(server.shape(shape, colors, newBox), out);
  }

  /**
   * Calls {@link Zoo#escape(int, String, Zoo.Money, long)}.
   *
   * @param in the arguments
   * @param out takes the outcome
   */
  private void escape(WireInput in, WireOutput out) {
    int metres = in.readInt();
    String out_ = Codecs.STRING.read(in);
    Zoo.Money in_ = Wire.MONEY_BY_MONEY_CODEC.read(in);
    long server_ = in.readLong();
    in.endOfArguments();
    try {
      server.escape(metres, out_, in_, server_);
      Wire.ESCAPE.outcome().writeValue(null, out);
    } catch (Zoo.FarException e) {
      Wire.ESCAPE.outcome().writeException(1, e, out);
    } catch (IllegalStateException e) {
      Wire.ESCAPE.outcome().writeException(2, e, out);
    } catch (Zoo.EscapedException e) {
      Wire.ESCAPE.outcome().writeException(0, e, out);
    }
  }

  /**
   * Calls {@link Zoo#pair(Zoo.Plain, Zoo.Pair)}.
   *
   * @param in the arguments
   * @param out takes the outcome
   */
  private void pair(WireInput in, WireOutput out) {
    Zoo.Plain plain = Wire.PLAIN.read(in);
    Zoo.Pair<Zoo.Node[], Map<String, List<int[]>>> pair =
        Wire.PAIR_OF_ARRAY_OF_NODE_AND_MAP_OF_STRING_AND_LIST_OF_ARRAY_OF_INT.read(in);
    in.endOfArguments();
    Wire.PAIR.outcome().writeValue(server.pair(plain, pair), out);
  }

  /**
   * Calls {@link Zoo#tagged(Zoo.Tagged, int, Integer, UUID)}.
   *
   * @param in the arguments
   * @param out takes the outcome
   */
  private void tagged(WireInput in, WireOutput out) {
    Zoo.Tagged tagged = Wire.TAGGED_CODEC.read(in);
    int twice = Wire.INT_BY_DOUBLED.read(in);
    Integer caller = Codecs.BOXED_INT.read(in);
    UUID e_ = Codecs.UUID.read(in);
    in.endOfArguments();
    Wire.TAGGED.outcome().writeValue(server.tagged(tagged, twice, caller, e_), out);
  }

  /**
   * Calls {@link Zoo#text()}.
   *
   * @param in the arguments
   * @param out takes the outcome
   */
  private void text(WireInput in, WireOutput out) {
    in.endOfArguments();
    Wire.TEXT.outcome().writeValue(server.text(), out);
  }

  /**
   * Calls {@link Zoo#sameBag()}.
   *
   * @param in the arguments
   * @param out takes the outcome
   */
  private void sameBag(WireInput in, WireOutput out) {
    in.endOfArguments();
    Wire.SAME_BAG.outcome().writeValue(server.sameBag(), out);
  }

  /**
   * Calls {@link Zoo#enter(Object)}.
   *
   * @param in the arguments
   * @param out takes the outcome
   */
  private void enter(WireInput in, WireOutput out) {
    String visitor = Codecs.STRING.read(in);
    in.endOfArguments();
    Wire.ENTER.outcome().writeValue(server.enter(visitor), out);
  }

  /**
   * Calls {@link Zoo#visitors()}.
   *
   * @param in the arguments
   * @param out takes the outcome
   */
  private void visitors(WireInput in, WireOutput out) {
    in.endOfArguments();
    Wire.VISITORS.outcome().writeValue(server.visitors(), out);
  }

  /**
   * The operations of {@link Zoo} on the wire: all that a client needs to know.
   */
  static final class Wire {
    /**
     * Writes and reads {@code Node}.
     */
    static final WireCodec<Zoo.Node> NODE = new NodeCodec();

    /**
     * Writes and reads {@code Circle}.
     */
    static final WireCodec<Zoo.Circle> CIRCLE = new CircleCodec();

    /**
     * Writes and reads {@code Square}.
     */
    static final WireCodec<Zoo.Square> SQUARE = new SquareCodec();

    /**
     * Writes and reads {@code Bag}.
     */
    static final WireCodec<Zoo.Bag> BAG = new BagCodec();

    /**
     * Writes and reads {@code Box<Pair<String, int[]>>}.
     */
    static final WireCodec<Zoo.Box<Zoo.Pair<String, int[]>>> BOX_OF_PAIR_OF_STRING_AND_ARRAY_OF_INT = new BoxOfPairOfStringAndArrayOfIntCodec();

    /**
     * Writes and reads {@code Pair<String, int[]>}.
     */
    static final WireCodec<Zoo.Pair<String, int[]>> PAIR_OF_STRING_AND_ARRAY_OF_INT = new PairOfStringAndArrayOfIntCodec();

    /**
     * Writes and reads {@code EscapedException}.
     */
    static final WireCodec<Zoo.EscapedException> ESCAPED_EXCEPTION = new EscapedExceptionCodec();

    /**
     * Writes and reads {@code FarException}.
     */
    static final WireCodec<Zoo.FarException> FAR_EXCEPTION = new FarExceptionCodec();

    /**
     * Writes and reads {@code IllegalStateException}.
     */
    static final WireCodec<IllegalStateException> ILLEGAL_STATE_EXCEPTION = new IllegalStateExceptionCodec();

    /**
     * Writes and reads {@code Plain}.
     */
    static final WireCodec<Zoo.Plain> PLAIN = new PlainCodec();

    /**
     * Writes and reads {@code Pair<Node[], Map<String, List<int[]>>>}.
     */
    static final WireCodec<Zoo.Pair<Zoo.Node[], Map<String, List<int[]>>>> PAIR_OF_ARRAY_OF_NODE_AND_MAP_OF_STRING_AND_LIST_OF_ARRAY_OF_INT = new PairOfArrayOfNodeAndMapOfStringAndListOfArrayOfIntCodec();

    /**
     * Writes and reads {@code Pair<Plain, Pair<Node[], Map<String, List<int[]>>>>}.
     */
    static final WireCodec<Zoo.Pair<Zoo.Plain, Zoo.Pair<Zoo.Node[], Map<String, List<int[]>>>>> PAIR_OF_PLAIN_AND_PAIR_OF_ARRAY_OF_NODE_AND_MAP_OF_STRING_AND_LIST_OF_ARRAY_OF_INT = new PairOfPlainAndPairOfArrayOfNodeAndMapOfStringAndListOfArrayOfIntCodec();

    /**
     * Writes and reads {@code Tagged}.
     */
    static final WireCodec<Zoo.Tagged> TAGGED_CODEC = new TaggedCodec();

    /**
     * Writes and reads {@code List<Node>}.
     */
    static final RefillableCodec<List<Zoo.Node>> LIST_OF_NODE = Codecs.collection(List.class, NODE);

    /**
     * Writes and reads {@code Node[]}.
     */
    static final WireCodec<Zoo.Node[]> ARRAY_OF_NODE = Codecs.array(NODE, Zoo.Node[]::new);

    /**
     * Writes and reads {@code Color}.
     */
    static final WireCodec<Color> COLOR = Codecs.enumeration(Color.class);

    /**
     * Writes and reads {@code Shape}.
     */
    static final WireCodec<Zoo.Shape> SHAPE_CODEC = Codecs.sealed(
        Zoo.Shape.class,
        Codecs.subtype(Zoo.Circle.class, CIRCLE),
        Codecs.subtype(Zoo.Square.class, SQUARE),
        Codecs.subtype(Zoo.Bag.class, BAG),
        Codecs.subtype(Color.class, COLOR));

    /**
     * Writes and reads {@code List<Bag>}.
     */
    static final RefillableCodec<List<Zoo.Bag>> LIST_OF_BAG = Codecs.collection(List.class, BAG);

    /**
     * Writes and reads {@code String[]}.
     */
    static final WireCodec<String[]> ARRAY_OF_STRING = Codecs.array(Codecs.STRING, String[]::new);

    /**
     * Writes and reads {@code String[][]}.
     */
    static final WireCodec<String[][]> ARRAY_OF_ARRAY_OF_STRING = Codecs.array(ARRAY_OF_STRING,
        String[][]::new);

    /**
     * Writes and reads {@code EnumSet<Color>}.
     */
    static final RefillableCodec<EnumSet<Color>> ENUM_SET_OF_COLOR = Codecs.enumSet(Color.class);

    /**
     * Writes and reads {@code List<Pair<String, int[]>>}.
     */
    static final RefillableCodec<List<Zoo.Pair<String, int[]>>> LIST_OF_PAIR_OF_STRING_AND_ARRAY_OF_INT = Codecs.collection(
        List.class, PAIR_OF_STRING_AND_ARRAY_OF_INT);

    /**
     * Writes and reads {@code Money}.
     */
    static final WireCodec<Zoo.Money> MONEY_BY_MONEY_CODEC = Codecs.of(new Zoo.MoneyCodec());

    /**
     * Writes and reads {@code ArrayList<String>}.
     */
    static final RefillableCodec<ArrayList<String>> ARRAY_LIST_OF_STRING = Codecs.collection(
        ArrayList.class, Codecs.STRING);

    /**
     * Writes and reads {@code List<int[]>}.
     */
    static final RefillableCodec<List<int[]>> LIST_OF_ARRAY_OF_INT = Codecs.collection(List.class,
        Codecs.INTS);

    /**
     * Writes and reads {@code Map<String, List<int[]>>}.
     */
    static final RefillableCodec<Map<String, List<int[]>>> MAP_OF_STRING_AND_LIST_OF_ARRAY_OF_INT = Codecs.map(
        Map.class, Codecs.STRING, LIST_OF_ARRAY_OF_INT);

    /**
     * Writes and reads {@code String}.
     */
    static final WireCodec<String> STRING_BY_BACKWARDS = Codecs.of(new Zoo.Backwards());

    /**
     * Writes and reads {@code Integer}.
     */
    static final WireCodec<Integer> INT_BY_DOUBLED = Codecs.of(new Zoo.Doubled());

    /**
     * Writes and reads {@code List<String>}.
     */
    static final RefillableCodec<List<String>> LIST_OF_STRING = Codecs.collection(List.class,
        Codecs.STRING);

    /**
     * {@link Zoo#keep(String, Zoo.Node, UpdateContext)}.
     */
    static final Operation<Zoo.Node> KEEP = Operation.update(0, "keep(String,Node)",
        OutcomeCodec.of(NODE));

    /**
     * {@link Zoo#shape(Zoo.Shape, EnumSet, Zoo.Box)}.
     */
    static final Operation<Zoo.Shape> SHAPE = Operation.update(1,
        "shape(Shape,EnumSet<Color>,Box<Pair<String, int[]>>)", OutcomeCodec.of(SHAPE_CODEC));

    /**
     * {@link Zoo#escape(int, String, Zoo.Money, long)}.
     */
    static final Operation<Void> ESCAPE = Operation.update(2, "escape(int,String,Money,long)",
        OutcomeCodec.of(Codecs.VOID, ESCAPED_EXCEPTION, FAR_EXCEPTION, ILLEGAL_STATE_EXCEPTION));

    /**
     * {@link Zoo#pair(Zoo.Plain, Zoo.Pair)}.
     */
    static final Operation<Zoo.Pair<Zoo.Plain, Zoo.Pair<Zoo.Node[], Map<String, List<int[]>>>>> PAIR = Operation.query(
        3, "pair(Plain,Pair<Node[], Map<String, List<int[]>>>)",
        OutcomeCodec.of(PAIR_OF_PLAIN_AND_PAIR_OF_ARRAY_OF_NODE_AND_MAP_OF_STRING_AND_LIST_OF_ARRAY_OF_INT));

    /**
     * {@link Zoo#tagged(Zoo.Tagged, int, Integer, UUID)}.
     */
    static final Operation<Zoo.Tagged> TAGGED = Operation.query(4,
        "tagged(Tagged,int,Integer,UUID)", OutcomeCodec.of(TAGGED_CODEC));

    /**
     * {@link Zoo#text()}.
     */
    static final Operation<String> TEXT = Operation.query(5, "text()",
        OutcomeCodec.of(STRING_BY_BACKWARDS));

    /**
     * {@link Zoo#sameBag()}.
     */
    static final Operation<Boolean> SAME_BAG = Operation.query(6, "sameBag()",
        OutcomeCodec.of(Codecs.BOOLEAN));

    /**
     * {@link Zoo#enter(Object)}.
     */
    static final Operation<Integer> ENTER = Operation.update(7, "enter(String)",
        OutcomeCodec.of(Codecs.INT));

    /**
     * {@link Zoo#visitors()}.
     */
    static final Operation<List<String>> VISITORS = Operation.query(8, "visitors()",
        OutcomeCodec.of(LIST_OF_STRING));

    /**
     * {@link Zoo#leave(ClientObituary, UpdateContext)}.
     */
    static final Operation<Void> ON_OBITUARY = Operation.obituary(9, "leave(ClientObituary)");

    /**
     * What the compiler knows of {@link Zoo}.
     */
    static final ServerClass SERVER_CLASS = new ServerClass(
        "dev.x.zoo.Zoo",
        Mode.HOT,
        StandbyRole.SERVER,
        true,
        WhenUnprotected.CONTINUE,
        List.of(KEEP, SHAPE, ESCAPE, PAIR, TAGGED, TEXT, SAME_BAG, ENTER, VISITORS, ON_OBITUARY),
        null,
        String.join(
            "\n",
            "update keep(java.lang.String,dev.x.zoo.Zoo.Node) -> dev.x.zoo.Zoo.Node",
            "update shape(dev.x.zoo.Zoo.Shape,java.util.EnumSet<dev.x.zoo.Color>,dev.x.zoo.Zoo.Box<dev.x.zoo.Zoo.Pair<java.lang.String,int[]>>) -> dev.x.zoo.Zoo.Shape",
            "update escape(int,java.lang.String,dev.x.zoo.Zoo.Money,long) (int, java.lang.String, dev.x.zoo.Zoo.Money by dev.x.zoo.Zoo.MoneyCodec, long) -> void throws dev.x.zoo.Zoo.EscapedException, dev.x.zoo.Zoo.FarException, java.lang.IllegalStateException",
            "query pair(dev.x.zoo.Zoo.Plain,dev.x.zoo.Zoo.Pair<dev.x.zoo.Zoo.Node[],java.util.Map<java.lang.String,java.util.List<int[]>>>) -> dev.x.zoo.Zoo.Pair<dev.x.zoo.Zoo.Plain, dev.x.zoo.Zoo.Pair<dev.x.zoo.Zoo.Node[], java.util.Map<java.lang.String, java.util.List<int[]>>>>",
            "query tagged(dev.x.zoo.Zoo.Tagged,int,java.lang.Integer,java.util.UUID) (dev.x.zoo.Zoo.Tagged, int by dev.x.zoo.Zoo.Doubled, java.lang.Integer, java.util.UUID) -> dev.x.zoo.Zoo.Tagged",
            "query text() -> java.lang.String by dev.x.zoo.Zoo.Backwards",
            "query sameBag() -> boolean",
            "update enter(java.lang.String) -> int",
            "query visitors() -> java.util.List<java.lang.String>",
            "update on the obituary of a client",
            "state visitors: java.util.List<java.lang.String>",
            "state motto: int",
            "state nodes: java.util.Map<java.lang.String, dev.x.zoo.Zoo.Node>",
            "state secrets: java.util.List<dev.x.zoo.Zoo.Secret>",
            "state byColor: java.util.EnumMap<dev.x.zoo.Color, java.util.Set<java.lang.Integer>>",
            "state lists: java.util.List<java.lang.String>[]",
            "state till: java.util.Optional<dev.x.zoo.Zoo.Money>",
            "state bags: java.util.Deque<dev.x.zoo.Zoo.Bag>",
            "state box: dev.x.zoo.Zoo.Box<dev.x.zoo.Zoo.Pair<java.lang.String, int[]>>",
            "state motto: java.lang.String by dev.x.zoo.Zoo.Backwards",
            "state deep: java.util.Map<java.util.UUID, java.util.Map<dev.x.zoo.Color, java.util.List<java.lang.Double>>>",
            "state letters: java.util.HashMap<java.lang.Integer, java.lang.Character>",
            "custom dev.x.zoo.Zoo.Money by dev.x.zoo.Zoo.MoneyCodec",
            "custom int by dev.x.zoo.Zoo.Doubled",
            "custom java.lang.String by dev.x.zoo.Zoo.Backwards",
            "enum dev.x.zoo.Color(RED, GREEN)",
            "exception dev.x.zoo.Zoo.EscapedException()",
            "exception dev.x.zoo.Zoo.FarException(metres: int, seenAt: java.util.ArrayList<java.lang.String>)",
            "exception java.lang.IllegalStateException()",
            "record dev.x.zoo.Zoo.Circle(radius: double)",
            "record dev.x.zoo.Zoo.Node(value: int, children: java.util.List<dev.x.zoo.Zoo.Node>, more: dev.x.zoo.Zoo.Node[], next: dev.x.zoo.Zoo.Node)",
            "record dev.x.zoo.Zoo.Pair<dev.x.zoo.Zoo.Node[], java.util.Map<java.lang.String, java.util.List<int[]>>>(first: dev.x.zoo.Zoo.Node[], second: java.util.Map<java.lang.String, java.util.List<int[]>>)",
            "record dev.x.zoo.Zoo.Pair<dev.x.zoo.Zoo.Plain, dev.x.zoo.Zoo.Pair<dev.x.zoo.Zoo.Node[], java.util.Map<java.lang.String, java.util.List<int[]>>>>(first: dev.x.zoo.Zoo.Plain, second: dev.x.zoo.Zoo.Pair<dev.x.zoo.Zoo.Node[], java.util.Map<java.lang.String, java.util.List<int[]>>>)",
            "record dev.x.zoo.Zoo.Pair<java.lang.String, int[]>(first: java.lang.String, second: int[])",
            "record dev.x.zoo.Zoo.Plain(a: boolean, b: byte, c: short, d: char, e: int, f: long, g: float, h: double, i: java.lang.Integer, j: java.lang.String)",
            "record dev.x.zoo.Zoo.Secret(text: java.lang.String)",
            "record dev.x.zoo.Zoo.Square(inner: dev.x.zoo.Zoo.Shape)",
            "record dev.x.zoo.Zoo.Tagged(tag: java.lang.String by dev.x.zoo.Zoo.Backwards, twice: int by dev.x.zoo.Zoo.Doubled)",
            "replicated dev.x.zoo.Zoo.Bag(shape: dev.x.zoo.Zoo.Shape, bags: java.util.List<dev.x.zoo.Zoo.Bag>, self: dev.x.zoo.Zoo.Bag, grid: java.lang.String[][])",
            "replicated dev.x.zoo.Zoo.Box<dev.x.zoo.Zoo.Pair<java.lang.String, int[]>>(content: dev.x.zoo.Zoo.Pair<java.lang.String, int[]>, others: java.util.List<dev.x.zoo.Zoo.Pair<java.lang.String, int[]>>)",
            "sealed dev.x.zoo.Zoo.Shape(dev.x.zoo.Zoo.Circle, dev.x.zoo.Zoo.Square, dev.x.zoo.Zoo.Bag, dev.x.zoo.Color)"));

    /**
     * Makes nothing: it has constants.
     */
    private Wire() {
    }

    /**
     * Encodes the arguments of {@code keep}.
     *
     * @param name as there
     * @param node as there
     * @return as they travel
     */
    static WireOutput keepArguments(String name, Zoo.Node node) {
      WireOutput out = WireOutput.forCall();
      Codecs.STRING.write(name, out);
      NODE.write(node, out);
      return out;
    }

    /**
     * Encodes the arguments of {@code shape}.
     *
     * @param shape as there
     * @param colors as there
     * @param newBox as there
     * @return as they travel
     */
    static WireOutput shapeArguments(Zoo.Shape shape, EnumSet<Color> colors,
        Zoo.Box<Zoo.Pair<String, int[]>> newBox) {
      WireOutput out = WireOutput.forCall();
      SHAPE_CODEC.write(shape, out);
      ENUM_SET_OF_COLOR.write(colors, out);
      BOX_OF_PAIR_OF_STRING_AND_ARRAY_OF_INT.write(newBox, out);
      return out;
    }

    /**
     * Encodes the arguments of {@code escape}.
     *
     * @param metres as there
     * @param out as there
     * @param in as there
     * @param server as there
     * @return as they travel
     */
    static WireOutput escapeArguments(int metres, String out, Zoo.Money in, long server) {
      WireOutput out_ = WireOutput.forCall();
      out_.writeInt(metres);
      Codecs.STRING.write(out, out_);
      MONEY_BY_MONEY_CODEC.write(in, out_);
      out_.writeLong(server);
      return out_;
    }

    /**
     * Encodes the arguments of {@code pair}.
     *
     * @param plain as there
     * @param pair as there
     * @return as they travel
     */
    static WireOutput pairArguments(Zoo.Plain plain,
        Zoo.Pair<Zoo.Node[], Map<String, List<int[]>>> pair) {
      WireOutput out = WireOutput.forCall();
      PLAIN.write(plain, out);
      PAIR_OF_ARRAY_OF_NODE_AND_MAP_OF_STRING_AND_LIST_OF_ARRAY_OF_INT.write(pair, out);
      return out;
    }

    /**
     * Encodes the arguments of {@code tagged}.
     *
     * @param tagged as there
     * @param twice as there
     * @param caller as there
     * @param e as there
     * @return as they travel
     */
    static WireOutput taggedArguments(Zoo.Tagged tagged, int twice, Integer caller, UUID e) {
      WireOutput out = WireOutput.forCall();
      TAGGED_CODEC.write(tagged, out);
      INT_BY_DOUBLED.write(twice, out);
      Codecs.BOXED_INT.write(caller, out);
      Codecs.UUID.write(e, out);
      return out;
    }

    /**
     * Encodes the arguments of {@code text}.
     *
     * @return as they travel
     */
    static WireOutput textArguments() {
      return WireOutput.forCall();
    }

    /**
     * Encodes the arguments of {@code sameBag}.
     *
     * @return as they travel
     */
    static WireOutput sameBagArguments() {
      return WireOutput.forCall();
    }

    /**
     * Encodes the arguments of {@code enter}.
     *
     * @param visitor as there
     * @return as they travel
     */
    static WireOutput enterArguments(String visitor) {
      WireOutput out = WireOutput.forCall();
      Codecs.STRING.write(visitor, out);
      return out;
    }

    /**
     * Encodes the arguments of {@code visitors}.
     *
     * @return as they travel
     */
    static WireOutput visitorsArguments() {
      return WireOutput.forCall();
    }

    /**
     * Writes and reads {@code Node}.
     */
    static final class NodeCodec extends RecordCodec<Zoo.Node> {
      /**
       * Names the fields.
       */
      NodeCodec() {
        super(Zoo.Node.class, "value", "children", "more", "next");
      }

      @Override
      protected void writeField(int field, Zoo.Node value, WireOutput out) {
        switch (field) {
          case 0 -> out.writeInt(value.value());
          case 1 -> LIST_OF_NODE.write(value.children(), out);
          case 2 -> ARRAY_OF_NODE.write(value.more(), out);
          case 3 -> NODE.write(value.next(), out);
          default -> throw new IndexOutOfBoundsException(field);
        }
      }

      @Override
      protected void writeFields(Zoo.Node value, WireOutput out) {
        int field = 0;
        try {
          out.writeInt(value.value());
          field++;
          LIST_OF_NODE.write(value.children(), out);
          field++;
          ARRAY_OF_NODE.write(value.more(), out);
          field++;
          NODE.write(value.next(), out);
        } catch (RuntimeException | Error e) {
          throw failed(field, e, out);
        }
      }

      @Override
      protected Zoo.Node readFields(WireInput in) {
        int value = in.hasMore() ? in.readInt() : 0;
        List<Zoo.Node> children = in.hasMore() ? LIST_OF_NODE.read(in) : null;
        Zoo.Node[] more = in.hasMore() ? ARRAY_OF_NODE.read(in) : null;
        Zoo.Node next = in.hasMore() ? NODE.read(in) : null;
        try {
          return new Zoo.Node(value, children, more, next);
        } catch (RuntimeException | Error e) {
          throw refused(e, value, children, more, next);
        }
      }
    }

    /**
     * Writes and reads {@code Circle}.
     */
    static final class CircleCodec extends RecordCodec<Zoo.Circle> {
      /**
       * Names the fields.
       */
      CircleCodec() {
        super(Zoo.Circle.class, "radius");
      }

      @Override
      protected void writeField(int field, Zoo.Circle value, WireOutput out) {
        switch (field) {
          case 0 -> out.writeDouble(value.radius());
          default -> throw new IndexOutOfBoundsException(field);
        }
      }

      @Override
      protected void writeFields(Zoo.Circle value, WireOutput out) {
        int field = 0;
        try {
          out.writeDouble(value.radius());
        } catch (RuntimeException | Error e) {
          throw failed(field, e, out);
        }
      }

      @Override
      protected Zoo.Circle readFields(WireInput in) {
        double radius = in.hasMore() ? in.readDouble() : 0;
        try {
          return new Zoo.Circle(radius);
        } catch (RuntimeException | Error e) {
          throw refused(e, radius);
        }
      }
    }

    /**
     * Writes and reads {@code Square}.
     */
    static final class SquareCodec extends RecordCodec<Zoo.Square> {
      /**
       * Names the fields.
       */
      SquareCodec() {
        super(Zoo.Square.class, "inner");
      }

      @Override
      protected void writeField(int field, Zoo.Square value, WireOutput out) {
        switch (field) {
          case 0 -> SHAPE_CODEC.write(value.inner(), out);
          default -> throw new IndexOutOfBoundsException(field);
        }
      }

      @Override
      protected void writeFields(Zoo.Square value, WireOutput out) {
        int field = 0;
        try {
          SHAPE_CODEC.write(value.inner(), out);
        } catch (RuntimeException | Error e) {
          throw failed(field, e, out);
        }
      }

      @Override
      protected Zoo.Square readFields(WireInput in) {
        Zoo.Shape inner = in.hasMore() ? SHAPE_CODEC.read(in) : null;
        try {
          return new Zoo.Square(inner);
        } catch (RuntimeException | Error e) {
          throw refused(e, inner);
        }
      }
    }

    /**
     * Writes and reads {@code Bag}.
     */
    static final class BagCodec extends ReplicatedCodec<Zoo.Bag> {
      /**
       * The field {@code shape}.
       */
      private static final VarHandle SHAPE_FIELD = StateField.handle(MethodHandles.lookup(),
          Zoo.Bag.class, "shape", Zoo.Shape.class);

      /**
       * The field {@code bags}.
       */
      private static final VarHandle BAGS_FIELD = StateField.handle(MethodHandles.lookup(),
          Zoo.Bag.class, "bags", List.class);

      /**
       * The field {@code self}.
       */
      private static final VarHandle SELF_FIELD = StateField.handle(MethodHandles.lookup(),
          Zoo.Bag.class, "self", Zoo.Bag.class);

      /**
       * The field {@code grid}.
       */
      private static final VarHandle GRID_FIELD = StateField.handle(MethodHandles.lookup(),
          Zoo.Bag.class, "grid", String[][].class);

      /**
       * Names the fields.
       */
      BagCodec() {
        super(Zoo.Bag.class, "shape", "bags", "self", "grid");
      }

      @Override
      protected Zoo.Bag create() {
        return new Zoo.Bag();
      }

      @Override
      @SuppressWarnings("unchecked")
      protected void writeField(int field, Zoo.Bag value, WireOutput out) {
        switch (field) {
          case 0 -> SHAPE_CODEC.write((Zoo.Shape) SHAPE_FIELD.get(value), out);
          case 1 -> LIST_OF_BAG.writeField((List<Zoo.Bag>) BAGS_FIELD.get(value), OwnKind.ANY, out);
          case 2 -> BAG.write((Zoo.Bag) SELF_FIELD.get(value), out);
          case 3 -> ARRAY_OF_ARRAY_OF_STRING.write((String[][]) GRID_FIELD.get(value), out);
          default -> throw new IndexOutOfBoundsException(field);
        }
      }

      @Override
      @SuppressWarnings("unchecked")
      protected void readField(int field, Zoo.Bag value, WireInput in) {
        switch (field) {
          case 0 -> SHAPE_FIELD.set(value, SHAPE_CODEC.read(in));
          case 1 -> LIST_OF_BAG.refill((List<Zoo.Bag>) BAGS_FIELD.get(value), in);
          case 2 -> SELF_FIELD.set(value, BAG.read(in));
          case 3 -> GRID_FIELD.set(value, ARRAY_OF_ARRAY_OF_STRING.read(in));
          default -> throw new IndexOutOfBoundsException(field);
        }
      }

      @Override
      protected Object[] refilled(Zoo.Bag value) {
        return new Object[] {BAGS_FIELD.get(value)};
      }
    }

    /**
     * Writes and reads {@code Box<Pair<String, int[]>>}.
     */
    static final class BoxOfPairOfStringAndArrayOfIntCodec extends ReplicatedCodec<Zoo.Box<Zoo.Pair<String, int[]>>> {
      /**
       * The field {@code content}.
       */
      private static final VarHandle CONTENT_FIELD = StateField.handle(MethodHandles.lookup(),
          Zoo.Box.class, "content", Object.class);

      /**
       * The field {@code others}.
       */
      private static final VarHandle OTHERS_FIELD = StateField.handle(MethodHandles.lookup(),
          Zoo.Box.class, "others", List.class);

      /**
       * Names the fields.
       */
      BoxOfPairOfStringAndArrayOfIntCodec() {
        super(Zoo.Box.class, "content", "others");
      }

      @Override
      protected Zoo.Box<Zoo.Pair<String, int[]>> create() {
        return new Zoo.Box<>();
      }

      @Override
      @SuppressWarnings("unchecked")
      protected void writeField(int field, Zoo.Box<Zoo.Pair<String, int[]>> value, WireOutput out) {
        switch (field) {
          case 0 -> PAIR_OF_STRING_AND_ARRAY_OF_INT.write(
              (Zoo.Pair<String, int[]>) CONTENT_FIELD.get(value), out);
          case 1 -> LIST_OF_PAIR_OF_STRING_AND_ARRAY_OF_INT.writeField(
              (List<Zoo.Pair<String, int[]>>) OTHERS_FIELD.get(value), own(1), out);
          default -> throw new IndexOutOfBoundsException(field);
        }
      }

      @Override
      @SuppressWarnings("unchecked")
      protected void readField(int field, Zoo.Box<Zoo.Pair<String, int[]>> value, WireInput in) {
        switch (field) {
          case 0 -> CONTENT_FIELD.set(value, PAIR_OF_STRING_AND_ARRAY_OF_INT.read(in));
          case 1 -> OTHERS_FIELD.set(value, LIST_OF_PAIR_OF_STRING_AND_ARRAY_OF_INT.readField(
              (List<Zoo.Pair<String, int[]>>) OTHERS_FIELD.get(value), in));
          default -> throw new IndexOutOfBoundsException(field);
        }
      }

      @Override
      protected Object held(int field, Zoo.Box<Zoo.Pair<String, int[]>> value) {
        return switch (field) {
          case 1 -> OTHERS_FIELD.get(value);
          default -> null;
        };
      }
    }

    /**
     * Writes and reads {@code Pair<String, int[]>}.
     */
    static final class PairOfStringAndArrayOfIntCodec extends RecordCodec<Zoo.Pair<String, int[]>> {
      /**
       * Names the fields.
       */
      PairOfStringAndArrayOfIntCodec() {
        super(Zoo.Pair.class, "first", "second");
      }

      @Override
      protected void writeField(int field, Zoo.Pair<String, int[]> value, WireOutput out) {
        switch (field) {
          case 0 -> Codecs.STRING.write(value.first(), out);
          case 1 -> Codecs.INTS.write(value.second(), out);
          default -> throw new IndexOutOfBoundsException(field);
        }
      }

      @Override
      protected void writeFields(Zoo.Pair<String, int[]> value, WireOutput out) {
        int field = 0;
        try {
          Codecs.STRING.write(value.first(), out);
          field++;
          Codecs.INTS.write(value.second(), out);
        } catch (RuntimeException | Error e) {
          throw failed(field, e, out);
        }
      }

      @Override
      protected Zoo.Pair<String, int[]> readFields(WireInput in) {
        String first = in.hasMore() ? Codecs.STRING.read(in) : null;
        int[] second = in.hasMore() ? Codecs.INTS.read(in) : null;
        try {
          return new Zoo.Pair<>(first, second);
        } catch (RuntimeException | Error e) {
          throw refused(e, first, second);
        }
      }
    }

    /**
     * Writes and reads {@code EscapedException}.
     */
    static final class EscapedExceptionCodec extends RecordCodec<Zoo.EscapedException> {
      /**
       * Names the fields.
       */
      EscapedExceptionCodec() {
        super(Zoo.EscapedException.class, "message");
      }

      @Override
      protected void writeField(int field, Zoo.EscapedException value, WireOutput out) {
        switch (field) {
          case 0 -> out.writeString(value.getMessage());
          default -> throw new IndexOutOfBoundsException(field);
        }
      }

      @Override
      protected Zoo.EscapedException readFields(WireInput in) {
        String message = in.hasMore() ? in.readString() : null;
        Zoo.EscapedException value = new Zoo.EscapedException(message, (Throwable) null);
        return value;
      }
    }

    /**
     * Writes and reads {@code FarException}.
     */
    static final class FarExceptionCodec extends RecordCodec<Zoo.FarException> {
      /**
       * The field {@code metres}.
       */
      private static final VarHandle METRES_FIELD = StateField.handle(MethodHandles.lookup(),
          Zoo.FarException.class, "metres", int.class);

      /**
       * The field {@code seenAt}.
       */
      private static final VarHandle SEEN_AT_FIELD = StateField.handle(MethodHandles.lookup(),
          Zoo.FarException.class, "seenAt", ArrayList.class);

      /**
       * Names the fields.
       */
      FarExceptionCodec() {
        super(Zoo.FarException.class, "message", "metres", "seenAt");
      }

      @Override
      @SuppressWarnings("unchecked")
      protected void writeField(int field, Zoo.FarException value, WireOutput out) {
        switch (field) {
          case 0 -> out.writeString(value.getMessage());
          case 1 -> out.writeInt((int) METRES_FIELD.get(value));
          case 2 -> ARRAY_LIST_OF_STRING.writeField((ArrayList<String>) SEEN_AT_FIELD.get(value),
              OwnKind.ANY, out);
          default -> throw new IndexOutOfBoundsException(field);
        }
      }

      @Override
      @SuppressWarnings("unchecked")
      protected Zoo.FarException readFields(WireInput in) {
        String message = in.hasMore() ? in.readString() : null;
        // The constructor takes no message, so the one that came is the same.
        Zoo.FarException value = new Zoo.FarException();
        if (in.hasMore()) {
          METRES_FIELD.set(value, in.readInt());
        }
        if (in.hasMore()) {
          SEEN_AT_FIELD.set(value, ARRAY_LIST_OF_STRING.readField(
              (ArrayList<String>) SEEN_AT_FIELD.get(value), in));
        }
        return value;
      }
    }

    /**
     * Writes and reads {@code IllegalStateException}.
     */
    static final class IllegalStateExceptionCodec extends RecordCodec<IllegalStateException> {
      /**
       * Names the fields.
       */
      IllegalStateExceptionCodec() {
        super(IllegalStateException.class, "message");
      }

      @Override
      protected void writeField(int field, IllegalStateException value, WireOutput out) {
        switch (field) {
          case 0 -> out.writeString(value.getMessage());
          default -> throw new IndexOutOfBoundsException(field);
        }
      }

      @Override
      protected IllegalStateException readFields(WireInput in) {
        String message = in.hasMore() ? in.readString() : null;
        IllegalStateException value = new IllegalStateException(message);
        return value;
      }
    }

    /**
     * Writes and reads {@code Plain}.
     */
    static final class PlainCodec extends RecordCodec<Zoo.Plain> {
      /**
       * Names the fields.
       */
      PlainCodec() {
        super(Zoo.Plain.class, "a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
      }

      @Override
      protected void writeField(int field, Zoo.Plain value, WireOutput out) {
        switch (field) {
          case 0 -> out.writeBoolean(value.a());
          case 1 -> out.writeByte(value.b());
          case 2 -> out.writeShort(value.c());
          case 3 -> out.writeChar(value.d());
          case 4 -> out.writeInt(value.e());
          case 5 -> out.writeLong(value.f());
          case 6 -> out.writeFloat(value.g());
          case 7 -> out.writeDouble(value.h());
          case 8 -> Codecs.BOXED_INT.write(value.i(), out);
          case 9 -> Codecs.STRING.write(value.j(), out);
          default -> throw new IndexOutOfBoundsException(field);
        }
      }

      @Override
      protected void writeFields(Zoo.Plain value, WireOutput out) {
        int field = 0;
        try {
          out.writeBoolean(value.a());
          field++;
          out.writeByte(value.b());
          field++;
          out.writeShort(value.c());
          field++;
          out.writeChar(value.d());
          field++;
          out.writeInt(value.e());
          field++;
          out.writeLong(value.f());
          field++;
          out.writeFloat(value.g());
          field++;
          out.writeDouble(value.h());
          field++;
          Codecs.BOXED_INT.write(value.i(), out);
          field++;
          Codecs.STRING.write(value.j(), out);
        } catch (RuntimeException | Error e) {
          throw failed(field, e, out);
        }
      }

      @Override
      protected Zoo.Plain readFields(WireInput in) {
        boolean a = in.hasMore() ? in.readBoolean() : false;
        byte b = in.hasMore() ? in.readByte() : 0;
        short c = in.hasMore() ? in.readShort() : 0;
        char d = in.hasMore() ? in.readChar() : 0;
        int e_ = in.hasMore() ? in.readInt() : 0;
        long f = in.hasMore() ? in.readLong() : 0;
        float g = in.hasMore() ? in.readFloat() : 0;
        double h = in.hasMore() ? in.readDouble() : 0;
        Integer i = in.hasMore() ? Codecs.BOXED_INT.read(in) : null;
        String j = in.hasMore() ? Codecs.STRING.read(in) : null;
        try {
          return new Zoo.Plain(a, b, c, d, e_, f, g, h, i, j);
        } catch (RuntimeException | Error e) {
          throw refused(e, a, b, c, d, e_, f, g, h, i, j);
        }
      }
    }

    /**
     * Writes and reads {@code Pair<Node[], Map<String, List<int[]>>>}.
     */
    static final class PairOfArrayOfNodeAndMapOfStringAndListOfArrayOfIntCodec extends RecordCodec<Zoo.Pair<Zoo.Node[], Map<String, List<int[]>>>> {
      /**
       * Names the fields.
       */
      PairOfArrayOfNodeAndMapOfStringAndListOfArrayOfIntCodec() {
        super(Zoo.Pair.class, "first", "second");
      }

      @Override
      protected void writeField(int field, Zoo.Pair<Zoo.Node[], Map<String, List<int[]>>> value,
          WireOutput out) {
        switch (field) {
          case 0 -> ARRAY_OF_NODE.write(value.first(), out);
          case 1 -> MAP_OF_STRING_AND_LIST_OF_ARRAY_OF_INT.write(value.second(), out);
          default -> throw new IndexOutOfBoundsException(field);
        }
      }

      @Override
      protected void writeFields(Zoo.Pair<Zoo.Node[], Map<String, List<int[]>>> value,
          WireOutput out) {
        int field = 0;
        try {
          ARRAY_OF_NODE.write(value.first(), out);
          field++;
          MAP_OF_STRING_AND_LIST_OF_ARRAY_OF_INT.write(value.second(), out);
        } catch (RuntimeException | Error e) {
          throw failed(field, e, out);
        }
      }

      @Override
      protected Zoo.Pair<Zoo.Node[], Map<String, List<int[]>>> readFields(WireInput in) {
        Zoo.Node[] first = in.hasMore() ? ARRAY_OF_NODE.read(in) : null;
        Map<String, List<int[]>> second = in.hasMore()
            ? MAP_OF_STRING_AND_LIST_OF_ARRAY_OF_INT.read(in) : null;
        try {
          return new Zoo.Pair<>(first, second);
        } catch (RuntimeException | Error e) {
          throw refused(e, first, second);
        }
      }
    }

    /**
     * Writes and reads {@code Pair<Plain, Pair<Node[], Map<String, List<int[]>>>>}.
     */
    static final class PairOfPlainAndPairOfArrayOfNodeAndMapOfStringAndListOfArrayOfIntCodec extends RecordCodec<Zoo.Pair<Zoo.Plain, Zoo.Pair<Zoo.Node[], Map<String, List<int[]>>>>> {
      /**
       * Names the fields.
       */
      PairOfPlainAndPairOfArrayOfNodeAndMapOfStringAndListOfArrayOfIntCodec() {
        super(Zoo.Pair.class, "first", "second");
      }

      @Override
      protected void writeField(int field,
          Zoo.Pair<Zoo.Plain, Zoo.Pair<Zoo.Node[], Map<String, List<int[]>>>> value,
          WireOutput out) {
        switch (field) {
          case 0 -> PLAIN.write(value.first(), out);
          case 1 -> PAIR_OF_ARRAY_OF_NODE_AND_MAP_OF_STRING_AND_LIST_OF_ARRAY_OF_INT.write(
              value.second(), out);
          default -> throw new IndexOutOfBoundsException(field);
        }
      }

      @Override
      protected void writeFields(
          Zoo.Pair<Zoo.Plain, Zoo.Pair<Zoo.Node[], Map<String, List<int[]>>>> value,
          WireOutput out) {
        int field = 0;
        try {
          PLAIN.write(value.first(), out);
          field++;
          PAIR_OF_ARRAY_OF_NODE_AND_MAP_OF_STRING_AND_LIST_OF_ARRAY_OF_INT.write(value.second(),
              out);
        } catch (RuntimeException | Error e) {
          throw failed(field, e, out);
        }
      }

      @Override
      protected Zoo.Pair<Zoo.Plain, Zoo.Pair<Zoo.Node[], Map<String, List<int[]>>>> readFields(
          WireInput in) {
        Zoo.Plain first = in.hasMore() ? PLAIN.read(in) : null;
        Zoo.Pair<Zoo.Node[], Map<String, List<int[]>>> second = in.hasMore()
            ? PAIR_OF_ARRAY_OF_NODE_AND_MAP_OF_STRING_AND_LIST_OF_ARRAY_OF_INT.read(in) : null;
        try {
          return new Zoo.Pair<>(first, second);
        } catch (RuntimeException | Error e) {
          throw refused(e, first, second);
        }
      }
    }

    /**
     * Writes and reads {@code Tagged}.
     */
    static final class TaggedCodec extends RecordCodec<Zoo.Tagged> {
      /**
       * Names the fields.
       */
      TaggedCodec() {
        super(Zoo.Tagged.class, "tag", "twice");
      }

      @Override
      protected void writeField(int field, Zoo.Tagged value, WireOutput out) {
        switch (field) {
          case 0 -> STRING_BY_BACKWARDS.write(value.tag(), out);
          case 1 -> INT_BY_DOUBLED.write(value.twice(), out);
          default -> throw new IndexOutOfBoundsException(field);
        }
      }

      @Override
      protected void writeFields(Zoo.Tagged value, WireOutput out) {
        int field = 0;
        try {
          STRING_BY_BACKWARDS.write(value.tag(), out);
          field++;
          INT_BY_DOUBLED.write(value.twice(), out);
        } catch (RuntimeException | Error e) {
          throw failed(field, e, out);
        }
      }

      @Override
      protected Zoo.Tagged readFields(WireInput in) {
        String tag = in.hasMore() ? STRING_BY_BACKWARDS.read(in) : null;
        int twice = in.hasMore() ? INT_BY_DOUBLED.read(in) : 0;
        try {
          return new Zoo.Tagged(tag, twice);
        } catch (RuntimeException | Error e) {
          throw refused(e, tag, twice);
        }
      }
    }
  }

  /**
   * Saves and restores the state fields of {@link Zoo}, in the order of their declaration.
   */
  private static final class State extends ServerState<Zoo> {
    /**
     * The field {@code visitors}.
     */
    private static final VarHandle VISITORS_FIELD = StateField.handle(MethodHandles.lookup(),
        Park.class, "visitors", List.class);

    /**
     * The field {@code motto}.
     */
    private static final VarHandle MOTTO_FIELD = StateField.handle(MethodHandles.lookup(),
        Park.class, "motto", int.class);

    /**
     * The field {@code nodes}.
     */
    private static final VarHandle NODES_FIELD = StateField.handle(MethodHandles.lookup(),
        Zoo.class, "nodes", Map.class);

    /**
     * The field {@code secrets}.
     */
    private static final VarHandle SECRETS_FIELD = StateField.handle(MethodHandles.lookup(),
        Zoo.class, "secrets", List.class);

    /**
     * The field {@code byColor}.
     */
    private static final VarHandle BY_COLOR_FIELD = StateField.handle(MethodHandles.lookup(),
        Zoo.class, "byColor", EnumMap.class);

    /**
     * The field {@code lists}.
     */
    private static final VarHandle LISTS_FIELD = StateField.handle(MethodHandles.lookup(),
        Zoo.class, "lists", List[].class);

    /**
     * The field {@code till}.
     */
    private static final VarHandle TILL_FIELD = StateField.handle(MethodHandles.lookup(), Zoo.class,
        "till", Optional.class);

    /**
     * The field {@code bags}.
     */
    private static final VarHandle BAGS_FIELD = StateField.handle(MethodHandles.lookup(), Zoo.class,
        "bags", Deque.class);

    /**
     * The field {@code box}.
     */
    private static final VarHandle BOX_FIELD = StateField.handle(MethodHandles.lookup(), Zoo.class,
        "box", Zoo.Box.class);

    /**
     * The field {@code motto}.
     */
    private static final VarHandle MOTTO_FIELD_ = StateField.handle(MethodHandles.lookup(),
        Zoo.class, "motto", String.class);

    /**
     * The field {@code deep}.
     */
    private static final VarHandle DEEP_FIELD = StateField.handle(MethodHandles.lookup(), Zoo.class,
        "deep", Map.class);

    /**
     * The field {@code letters}.
     */
    private static final VarHandle LETTERS_FIELD = StateField.handle(MethodHandles.lookup(),
        Zoo.class, "letters", HashMap.class);

    /**
     * Writes and reads {@code Secret}.
     */
    static final WireCodec<Zoo.Secret> SECRET = new SecretCodec();

    /**
     * Writes and reads {@code Map<String, Node>}.
     */
    static final RefillableCodec<Map<String, Zoo.Node>> MAP_OF_STRING_AND_NODE = Codecs.map(
        Map.class, Codecs.STRING, Wire.NODE);

    /**
     * Writes and reads {@code List<Secret>}.
     */
    static final RefillableCodec<List<Zoo.Secret>> LIST_OF_SECRET = Codecs.collection(List.class,
        SECRET);

    /**
     * Writes and reads {@code Set<Integer>}.
     */
    static final RefillableCodec<Set<Integer>> SET_OF_INTEGER = Codecs.collection(Set.class,
        Codecs.BOXED_INT);

    /**
     * Writes and reads {@code EnumMap<Color, Set<Integer>>}.
     */
    static final RefillableCodec<EnumMap<Color, Set<Integer>>> ENUM_MAP_OF_COLOR_AND_SET_OF_INTEGER = Codecs.enumMap(
        Color.class, SET_OF_INTEGER);

    /**
     * Writes and reads {@code List<String>[]}.
     */
    @SuppressWarnings("unchecked")
    static final WireCodec<List<String>[]> ARRAY_OF_LIST_OF_STRING = Codecs.array(
        Wire.LIST_OF_STRING, List[]::new);

    /**
     * Writes and reads {@code Optional<Money>}.
     */
    static final WireCodec<Optional<Zoo.Money>> OPTIONAL_OF_MONEY = Codecs.optional(
        Wire.MONEY_BY_MONEY_CODEC);

    /**
     * Writes and reads {@code Deque<Bag>}.
     */
    static final RefillableCodec<Deque<Zoo.Bag>> DEQUE_OF_BAG = Codecs.collection(Deque.class,
        Wire.BAG);

    /**
     * Writes and reads {@code List<Double>}.
     */
    static final RefillableCodec<List<Double>> LIST_OF_DOUBLE = Codecs.collection(List.class,
        Codecs.BOXED_DOUBLE);

    /**
     * Writes and reads {@code Map<Color, List<Double>>}.
     */
    static final RefillableCodec<Map<Color, List<Double>>> MAP_OF_COLOR_AND_LIST_OF_DOUBLE = Codecs.map(
        Map.class, Wire.COLOR, LIST_OF_DOUBLE);

    /**
     * Writes and reads {@code Map<UUID, Map<Color, List<Double>>>}.
     */
    static final RefillableCodec<Map<UUID, Map<Color, List<Double>>>> MAP_OF_UUID_AND_MAP_OF_COLOR_AND_LIST_OF_DOUBLE = Codecs.map(
        Map.class, Codecs.UUID, MAP_OF_COLOR_AND_LIST_OF_DOUBLE);

    /**
     * Writes and reads {@code HashMap<Integer, Character>}.
     */
    static final RefillableCodec<HashMap<Integer, Character>> HASH_MAP_OF_INTEGER_AND_CHARACTER = Codecs.map(
        HashMap.class, Codecs.BOXED_INT, Codecs.BOXED_CHAR);

    /**
     * Names the fields.
     *
     * @param server whose they are
     */
    State(Zoo server) {
      super(server, "visitors", "motto", "nodes", "secrets", "byColor", "lists", "till", "bags",
          "box", "motto", "deep", "letters");
    }

    @Override
    @SuppressWarnings("unchecked")
    protected void writeField(int field, Zoo value, WireOutput out) {
      switch (field) {
        case 0 -> Wire.LIST_OF_STRING.writeField((List<String>) VISITORS_FIELD.get(value),
            OwnKind.ANY, out);
        case 1 -> out.writeInt((int) MOTTO_FIELD.get(value));
        case 2 -> MAP_OF_STRING_AND_NODE.writeField((Map<String, Zoo.Node>) NODES_FIELD.get(value),
            OwnKind.ANY, out);
        case 3 -> LIST_OF_SECRET.writeField((List<Zoo.Secret>) SECRETS_FIELD.get(value), own(3),
            out);
        case 4 -> ENUM_MAP_OF_COLOR_AND_SET_OF_INTEGER.writeField(
            (EnumMap<Color, Set<Integer>>) BY_COLOR_FIELD.get(value), own(4), out);
        case 5 -> ARRAY_OF_LIST_OF_STRING.write((List<String>[]) LISTS_FIELD.get(value), out);
        case 6 -> OPTIONAL_OF_MONEY.write((Optional<Zoo.Money>) TILL_FIELD.get(value), out);
        case 7 -> DEQUE_OF_BAG.writeField((Deque<Zoo.Bag>) BAGS_FIELD.get(value), own(7), out);
        case 8 -> Wire.BOX_OF_PAIR_OF_STRING_AND_ARRAY_OF_INT.write(
            (Zoo.Box<Zoo.Pair<String, int[]>>) BOX_FIELD.get(value), out);
        case 9 -> Wire.STRING_BY_BACKWARDS.write((String) MOTTO_FIELD_.get(value), out);
        case 10 -> MAP_OF_UUID_AND_MAP_OF_COLOR_AND_LIST_OF_DOUBLE.writeField(
            (Map<UUID, Map<Color, List<Double>>>) DEEP_FIELD.get(value), OwnKind.ANY, out);
        case 11 -> HASH_MAP_OF_INTEGER_AND_CHARACTER.writeField(
            (HashMap<Integer, Character>) LETTERS_FIELD.get(value), own(11), out);
        default -> throw new IndexOutOfBoundsException(field);
      }
    }

    @Override
    @SuppressWarnings("unchecked")
    protected void readField(int field, Zoo value, WireInput in) {
      switch (field) {
        case 0 -> Wire.LIST_OF_STRING.refill((List<String>) VISITORS_FIELD.get(value), in);
        case 1 -> MOTTO_FIELD.set(value, in.readInt());
        case 2 -> MAP_OF_STRING_AND_NODE.refill((Map<String, Zoo.Node>) NODES_FIELD.get(value), in);
        case 3 -> SECRETS_FIELD.set(value, LIST_OF_SECRET.readField(
            (List<Zoo.Secret>) SECRETS_FIELD.get(value), in));
        case 4 -> BY_COLOR_FIELD.set(value, ENUM_MAP_OF_COLOR_AND_SET_OF_INTEGER.readField(
            (EnumMap<Color, Set<Integer>>) BY_COLOR_FIELD.get(value), in));
        case 5 -> LISTS_FIELD.set(value, ARRAY_OF_LIST_OF_STRING.read(in));
        case 6 -> TILL_FIELD.set(value, OPTIONAL_OF_MONEY.read(in));
        case 7 -> BAGS_FIELD.set(value, DEQUE_OF_BAG.readField(
            (Deque<Zoo.Bag>) BAGS_FIELD.get(value), in));
        case 8 -> BOX_FIELD.set(value, Wire.BOX_OF_PAIR_OF_STRING_AND_ARRAY_OF_INT.read(in));
        case 9 -> MOTTO_FIELD_.set(value, Wire.STRING_BY_BACKWARDS.read(in));
        case 10 -> MAP_OF_UUID_AND_MAP_OF_COLOR_AND_LIST_OF_DOUBLE.refill((Map<UUID, Map<Color, List<Double>>>) DEEP_FIELD.get(value), in);
        case 11 -> LETTERS_FIELD.set(value, HASH_MAP_OF_INTEGER_AND_CHARACTER.readField(
            (HashMap<Integer, Character>) LETTERS_FIELD.get(value), in));
        default -> throw new IndexOutOfBoundsException(field);
      }
    }

    @Override
    protected Object held(int field, Zoo value) {
      return switch (field) {
        case 0 -> VISITORS_FIELD.get(value);
        case 2 -> NODES_FIELD.get(value);
        case 3 -> SECRETS_FIELD.get(value);
        case 4 -> BY_COLOR_FIELD.get(value);
        case 7 -> BAGS_FIELD.get(value);
        case 10 -> DEEP_FIELD.get(value);
        case 11 -> LETTERS_FIELD.get(value);
        default -> null;
      };
    }

    @Override
    @SuppressWarnings("unchecked")
    protected void assign(int field, Zoo target, Object value) {
      switch (field) {
        case 3 -> SECRETS_FIELD.set(target, (List<Zoo.Secret>) value);
        case 4 -> BY_COLOR_FIELD.set(target, (EnumMap<Color, Set<Integer>>) value);
        case 7 -> BAGS_FIELD.set(target, (Deque<Zoo.Bag>) value);
        case 11 -> LETTERS_FIELD.set(target, (HashMap<Integer, Character>) value);
        default -> super.assign(field, target, value);
      }
    }

    @Override
    protected RefillableCodec<?> codec(int field) {
      return switch (field) {
        case 3 -> LIST_OF_SECRET;
        case 4 -> ENUM_MAP_OF_COLOR_AND_SET_OF_INTEGER;
        case 7 -> DEQUE_OF_BAG;
        case 11 -> HASH_MAP_OF_INTEGER_AND_CHARACTER;
        default -> super.codec(field);
      };
    }

    @Override
    protected Object[] refilled(Zoo value) {
      return new Object[] {VISITORS_FIELD.get(value), NODES_FIELD.get(value), DEEP_FIELD.get(value)};
    }

    /**
     * Writes and reads {@code Secret}.
     */
    static final class SecretCodec extends RecordCodec<Zoo.Secret> {
      /**
       * Names the fields.
       */
      SecretCodec() {
        super(Zoo.Secret.class, "text");
      }

      @Override
      protected void writeField(int field, Zoo.Secret value, WireOutput out) {
        switch (field) {
          case 0 -> Codecs.STRING.write(value.text(), out);
          default -> throw new IndexOutOfBoundsException(field);
        }
      }

      @Override
      protected void writeFields(Zoo.Secret value, WireOutput out) {
        int field = 0;
        try {
          Codecs.STRING.write(value.text(), out);
        } catch (RuntimeException | Error e) {
          throw failed(field, e, out);
        }
      }

      @Override
      protected Zoo.Secret readFields(WireInput in) {
        String text = in.hasMore() ? Codecs.STRING.read(in) : null;
        try {
          return new Zoo.Secret(text);
        } catch (RuntimeException | Error e) {
          throw refused(e, text);
        }
      }
    }
  }
}
