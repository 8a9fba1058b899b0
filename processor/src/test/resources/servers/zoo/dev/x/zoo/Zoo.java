package dev.x.zoo;

import dev.understudy.ClientObituary;
import dev.understudy.Codec;
import dev.understudy.HighlyAvailable;
import dev.understudy.OnObituary;
import dev.understudy.Query;
import dev.understudy.Replicated;
import dev.understudy.State;
import dev.understudy.StateInput;
import dev.understudy.StateOutput;
import dev.understudy.Update;
import dev.understudy.UpdateContext;
import dev.understudy.ValueCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** One of each kind of type. */
@HighlyAvailable
public class Zoo extends Park<String> {

  /** Recursive, by way of a list, an array and itself. */
  public record Node(int value, List<Node> children, Node[] more, Node next) {}

  public record Pair<A, B>(A first, B second) {}

  public record Plain(
      boolean a, byte b, short c, char d, int e, long f, float g, double h, Integer i, String j) {}

  public sealed interface Shape permits Circle, Corners, Color {}

  public record Circle(double radius) implements Shape {}

  public sealed interface Corners extends Shape permits Square, Bag {}

  public record Square(Shape inner) implements Corners {}

  @Replicated
  public static final class Bag implements Corners {
    @State private Shape shape;
    @State private final List<Bag> bags = new ArrayList<>();
    @State private Bag self;
    @State private String[][] grid;

    public Bag() {}

    public Bag(Shape shape) {
      this.shape = shape;
    }

    public Shape shape() {
      return shape;
    }

    public List<Bag> bags() {
      return bags;
    }

    public String[][] grid() {
      return grid;
    }

    public void grid(String[][] newGrid) {
      grid = newGrid;
    }
  }

  @Replicated
  public static class Box<T> {
    @State private T content;
    @State private List<T> others = new ArrayList<>();

    public T content() {
      return content;
    }

    public void content(T newContent) {
      content = newContent;
    }
  }

  /** Has a codec of its own wherever it stands. */
  @Codec(MoneyCodec.class)
  public static final class Money {
    final long cents;

    public Money(long cents) {
      this.cents = cents;
    }
  }

  public static final class MoneyCodec implements ValueCodec<Money> {
    @Override
    public void write(Money value, StateOutput out) {
      out.writeLong(value.cents);
    }

    @Override
    public Money read(StateInput in) {
      return new Money(in.readLong());
    }
  }

  public static final class Backwards implements ValueCodec<String> {
    @Override
    public void write(String value, StateOutput out) {
      out.writeString(new StringBuilder(value).reverse().toString());
    }

    @Override
    public String read(StateInput in) {
      return new StringBuilder(in.readString()).reverse().toString();
    }
  }

  public static final class Doubled implements ValueCodec<Integer> {
    @Override
    public void write(Integer value, StateOutput out) {
      out.writeInt(2 * value);
    }

    @Override
    public Integer read(StateInput in) {
      return in.readInt() / 2;
    }
  }

  public record Tagged(@Codec(Backwards.class) String tag, @Codec(Doubled.class) int twice) {}

  public static class EscapedException extends Exception {
    private static final long serialVersionUID = 1;

    public EscapedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  public static final class FarException extends EscapedException {
    private static final long serialVersionUID = 1;

    @State private int metres;
    @State private ArrayList<String> seenAt;

    public FarException() {
      super("far", null);
    }

    public FarException(int metres, List<String> seenAt) {
      this();
      this.metres = metres;
      this.seenAt = new ArrayList<>(seenAt);
    }

    public int metres() {
      return metres;
    }

    public List<String> seenAt() {
      return seenAt;
    }
  }

  record Secret(String text) {}

  @State private final Map<String, Node> nodes = new TreeMap<>(Comparator.reverseOrder());
  @State private List<Secret> secrets = new ArrayList<>();
  @State private EnumMap<Color, Set<Integer>> byColor = new EnumMap<>(Color.class);
  @State private List<String>[] lists;
  @State private Optional<Money> till = Optional.empty();
  @State private Deque<Bag> bags = new ArrayDeque<>();
  @State private Box<Pair<String, int[]>> box = new Box<>();
  @State @Codec(Backwards.class) private String motto = "";
  @State private final Map<UUID, Map<Color, List<Double>>> deep = new LinkedHashMap<>();
  @State private HashMap<Integer, Character> letters = new HashMap<>();

  @Update
  public Node keep(String name, Node node, UpdateContext context) {
    nodes.put(name, node);
    secrets.add(new Secret(name));
    motto = name;
    return node;
  }

  @Update
  public Shape shape(Shape shape, EnumSet<Color> colors, Box<Pair<String, int[]>> newBox) {
    colors.forEach(color -> byColor.computeIfAbsent(color, c -> new java.util.TreeSet<>()).add(1));
    if (newBox != null) {
      box = newBox;
    }
    if (shape instanceof Bag bag) {
      bags.add(bag);
      bags.add(bag);
    }
    return shape;
  }

  @Update
  public void escape(int metres, String out, Money in, long server)
      throws EscapedException, FarException, IllegalStateException {
    till = Optional.of(in);
    if (metres > 100) {
      throw new FarException(metres, List.of(out));
    }
    if (metres > 10) {
      throw new EscapedException(out, null);
    }
    if (metres > 1) {
      throw new IllegalStateException("too near");
    }
  }

  @OnObituary
  void leave(ClientObituary visitor, UpdateContext context) throws EscapedException {
    visitors().remove(visitor.name());
    motto = visitor.name() + " left as " + context.sequence();
    if (visitor.name().isEmpty()) {
      throw new EscapedException("without a name", null);
    }
  }

  @Query
  public Pair<Plain, Pair<Node[], Map<String, List<int[]>>>> pair(
      Plain plain, Pair<Node[], Map<String, List<int[]>>> pair) {
    return new Pair<>(plain, pair);
  }

  @Query
  public Tagged tagged(Tagged tagged, @Codec(Doubled.class) int twice, Integer caller, UUID e) {
    return new Tagged(tagged.tag() + twice, twice);
  }

  @Query
  @Codec(Backwards.class)
  public String text() {
    return motto + secrets + byColor + till.map(m -> m.cents) + bags.size() + nodes.keySet();
  }

  @Query
  public boolean sameBag() {
    return bags.size() == 2 && bags.peekFirst() == bags.peekLast();
  }
}
