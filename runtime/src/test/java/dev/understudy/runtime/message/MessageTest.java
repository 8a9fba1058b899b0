package dev.understudy.runtime.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.Mode;
import dev.understudy.StandbyRole;
import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.wire.FrameOutput;
import dev.understudy.runtime.wire.FrameSink;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.ReplyStatus;
import dev.understudy.runtime.wire.WireInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.channels.Channels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes of every message, and what is heard of them at the other end. Those of clients and of
 * the link are what the encoders wrote before messages had types.
 */
class MessageTest {

  private static final Obituary OBITUARY =
      new Obituary(
          77,
          "primary",
          2,
          "its pr\u00f6cess ended",
          Instant.ofEpochSecond(1_700_000_000, 123_456_000),
          2_500,
          null);
  private static final PairStatus STATUS =
      new PairStatus(
          "BoxOffice",
          Mode.HOT,
          StandbyRole.SERVER,
          PairStatus.State.PROTECTED,
          3,
          new PairStatus.Primary(21, 22),
          new PairStatus.Standby(23, PairStatus.Phase.READY, 24),
          List.of(OBITUARY),
          List.of("one", "two"),
          25);
  private static final PairStatus DOWN =
      new PairStatus(
          "BoxOffice",
          Mode.COLD,
          StandbyRole.CLIENT,
          PairStatus.State.DOWN,
          0,
          null,
          null,
          List.of(),
          List.of(),
          0);

  /** Reads a frame as its receiver does. */
  interface Family {
    void read(byte type, WireInput in, InvocationHandler handler);
  }

  private static final Family HELLO =
      (type, in, h) -> Hello.read(type, in, handler(Hello.Handler.class, h));
  private static final Family CLIENT =
      (type, in, h) -> ClientMessage.read(type, in, handler(ClientMessage.Handler.class, h));
  private static final Family SERVER =
      (type, in, h) ->
          ServerMessage.read(
              type, in, "from", serverHandler(handler(ServerMessage.Handler.class, h)));
  private static final Family PRIMARY =
      (type, in, h) -> PrimaryMessage.read(type, in, handler(PrimaryMessage.Handler.class, h));
  private static final Family STANDBY =
      (type, in, h) -> StandbyMessage.read(type, in, handler(StandbyMessage.Handler.class, h));

  /**
   * One message.
   *
   * @param message what is sent; null for one that never becomes an object
   * @param heard the method that its handler hears, and the arguments
   */
  record Example(
      Family family, Message message, Consumer<FrameSink> sent, String frame, String heard) {

    static Example of(Family family, Message message, String frame, String heard) {
      return new Example(family, message, message::send, frame, heard);
    }

    static Example hot(Family family, Consumer<FrameSink> sent, String frame, String heard) {
      return new Example(family, null, sent, frame, heard);
    }

    boolean isOpenEnded() {
      return family == HELLO || (message == null && !heard.matches("(answered|ask|journaled) .*"));
    }

    @Override
    public String toString() {
      return heard;
    }
  }

  static Stream<Example> hellos() {
    long fingerprint = 0x0102030405060708L;
    return Stream.of(
        Example.of(
            HELLO,
            new Hello.Client("a.B", fingerprint, 5, 6, "Ada"),
            "000000270155445354020104612e4201020304050607080000000000000005000000000000000604416461",
            "understands 2 a.B 72623859790382856;"
                + " client Client[serverClass=a.B, fingerprint=72623859790382856, session=5, life=6,"
                + " name=Ada]"),
        Example.of(
            HELLO,
            new Hello.Peer("a.B", 0x982d9e3eb996f559L, 3, 0x302f, 0x2df801),
            "0000002b0155445354020204612e42982d9e3eb996f5590000000000000003000000000000302f"
                + "00000000002df801",
            "understands 2 a.B -7481149413753686695;"
                + " peer Peer[serverClass=a.B, fingerprint=-7481149413753686695, epoch=3, pid=12335,"
                + " startTicks=3012609]"),
        Example.of(
            HELLO,
            new Hello.Command("a.B"),
            "0000000b0155445354020304612e42",
            "command Command[serverClass=a.B]"));
  }

  static Stream<Example> ofClients() {
    return Stream.of(
        Example.hot(
            CLIENT,
            to -> ClientMessage.Request.send(to, 7, 6, 300, new byte[] {1, 2, 3, 4}, 3),
            "000000160200000000000000070000000000000006ac02010203",
            "request 7 6 300 010203"),
        Example.of(
            CLIENT,
            new ClientMessage.Confirm(8),
            "00000009040000000000000008",
            "confirm Confirm[below=8]"),
        Example.of(CLIENT, ClientMessage.Signal.GOODBYE, "0000000103", "goodbye"));
  }

  static Stream<Example> ofServers() {
    return Stream.of(
        Example.hot(
            SERVER,
            to -> ServerMessage.Reply.send(to, 7, ReplyStatus.OUTCOME, new byte[] {9, 8}),
            "0000000c130000000000000007010908",
            "replied 7 OUTCOME 0908"),
        Example.of(
            SERVER,
            new ServerMessage.Welcome(5, 6, 3, 0x302f, "e4-9.sock"),
            "0000002b10000000000000000500000000000000060000000000000003000000000000302f"
                + "0a65342d392e736f636b",
            "welcomed from Welcome[session=5, life=6, epoch=3, primaryPid=12335,"
                + " standby=e4-9.sock]"),
        Example.of(
            SERVER,
            new ServerMessage.Refused(Refusal.LIMIT, "full"),
            "0000000712030566756c6c",
            "refused from Refused[why=LIMIT, message=full]"),
        Example.of(
            SERVER,
            new ServerMessage.StandbyChanged("e5-1.sock"),
            "0000000b140a65352d312e736f636b",
            "standbyChanged StandbyChanged[endpoint=e5-1.sock]"),
        Example.of(
            SERVER,
            new ServerMessage.StandbyChanged(null),
            "000000021400",
            "standbyChanged StandbyChanged[endpoint=null]"),
        Example.of(
            SERVER,
            new ServerMessage.Died(OBITUARY),
            "0000003d15000000000000004d087072696d617279000000000000000213697473207072c3b66365737320"
                + "656e64656400060a241820224000000000000009c400",
            "died " + OBITUARY),
        Example.of(SERVER, ServerMessage.Signal.STANDING_BY, "0000000111", "standingBy from"),
        Example.of(SERVER, ServerMessage.Signal.FAREWELL, "0000000116", "farewell"),
        Example.of(SERVER, ServerMessage.Signal.GOODBYE, "0000000103", "leaving from"));
  }

  static Stream<Example> ofPrimaries() {
    return Stream.of(
        Example.hot(
            PRIMARY,
            to -> PrimaryMessage.Forward.send(to, 11, 10, 999, new byte[] {0, 1, 2, 3, 4}, 1, 3),
            "0000001c23000000000000000b000000000000000a00000000000003e7010203",
            "forward 11 10 999 010203"),
        Example.hot(
            PRIMARY,
            to -> PrimaryMessage.Journaled.send(to, 13),
            "0000000928000000000000000d",
            "journaled 13"),
        Example.of(
            PRIMARY,
            new PrimaryMessage.Live(12),
            "0000000922000000000000000c",
            "live Live[journaled=12]"),
        Example.of(
            PRIMARY,
            new PrimaryMessage.HandOver(14),
            "000000092a000000000000000e",
            "handOver HandOver[beginMicros=14]"),
        Example.of(PRIMARY, PrimaryMessage.Signal.HEARTBEAT, "0000000126", "heartbeat"),
        Example.of(PRIMARY, PrimaryMessage.Signal.WAKE, "000000012d", "wake"),
        Example.of(PRIMARY, PrimaryMessage.Signal.FENCE_FREED, "000000012c", "fenceFreed"),
        Example.of(PRIMARY, PrimaryMessage.Signal.GOODBYE, "0000000103", "goodbye"));
  }

  static Stream<Example> ofStandbys() {
    return Stream.of(
        Example.hot(
            STANDBY,
            MessageTest::sendAnswers,
            "0000000f240000000000000012020205060107",
            "answered 0506; answered 07"),
        Example.hot(
            STANDBY, to -> StandbyMessage.Ask.send(to, 17), "00000009270000000000000011", "ask 17"),
        Example.of(
            STANDBY,
            new StandbyMessage.Join(4, 0x302f),
            "00000011200000000000000004000000000000302f",
            "join Join[digested=4, pid=12335]"),
        Example.of(
            STANDBY,
            new StandbyMessage.Progress(15),
            "0000000921000000000000000f",
            "progress Progress[digested=15]"),
        Example.of(
            STANDBY,
            new StandbyMessage.Ready(16),
            "00000009250000000000000010",
            "ready Ready[digested=16]"),
        Example.of(
            STANDBY,
            new StandbyMessage.Differs(20, "add(long)", "1", "2"),
            "000000172900000000000000140a616464286c6f6e672902310232",
            "differs Differs[sequence=20, method=add(long), primaryResult=1, standbyResult=2]"),
        Example.of(
            STANDBY,
            new StandbyMessage.Leaves("why"),
            "000000052f04776879",
            "leaves Leaves[why=why]"),
        Example.of(STANDBY, StandbyMessage.Signal.HEARTBEAT, "0000000126", "heartbeat"),
        Example.of(STANDBY, StandbyMessage.Signal.TAKING_OVER, "000000012b", "takingOver"),
        Example.of(STANDBY, StandbyMessage.Signal.SERVES, "000000012e", "serves"),
        Example.of(STANDBY, StandbyMessage.Signal.GOODBYE, "0000000103", "goodbye"));
  }

  private static void sendAnswers(FrameSink to) {
    StandbyMessage.Answers answers = new StandbyMessage.Answers();
    answers.add(1, new byte[100]);
    answers.clear();
    answers.add(18, new byte[] {5, 6});
    answers.add(19, new byte[] {7});
    answers.send(to);
  }

  static Stream<Example> all() {
    return Stream.of(hellos(), ofClients(), ofServers(), ofPrimaries(), ofStandbys())
        .flatMap(examples -> examples);
  }

  @ParameterizedTest
  @MethodSource("all")
  void bytesOnTheWireAreWhatTheyWere(Example example) {
    assertThat(frame(example.sent())).isEqualTo(example.frame());
    assertThat(heard(example.family(), example.frame())).isEqualTo(example.heard());
  }

  @ParameterizedTest
  @MethodSource("all")
  void framesThatAreCutAreRefused(Example example) {
    int least =
        example.isOpenEnded() && example.family() != HELLO ? endOfHead(example) : Integer.MAX_VALUE;
    for (int length = 5; length < example.frame().length() / 2 && length < least; length++) {
      String cut = example.frame().substring(0, 2 * length);
      assertThatThrownBy(() -> heard(example.family(), cut))
          .as(cut)
          .isInstanceOf(MalformedInputException.class);
    }
  }

  // What follows is of any length.
  private static int endOfHead(Example example) {
    String payload = example.heard().substring(example.heard().lastIndexOf(' ') + 1);
    return (example.frame().length() - payload.length()) / 2;
  }

  @ParameterizedTest
  @MethodSource("all")
  void framesThatAreTooLongAreRefused(Example example) {
    if (!example.isOpenEnded()) {
      assertThatThrownBy(() -> heard(example.family(), example.frame() + "00"))
          .isInstanceOf(MalformedInputException.class)
          .hasMessageMatching("1 bytes too many in [A-Z_]+");
    }
  }

  @Test
  void everyMessageOfAFamilyHasAnExample() {
    assertComplete(Hello.class, hellos());
    assertComplete(ClientMessage.class, ofClients());
    assertComplete(ServerMessage.class, ofServers());
    assertComplete(PrimaryMessage.class, ofPrimaries());
    assertComplete(StandbyMessage.class, ofStandbys());
  }

  private static void assertComplete(Class<?> family, Stream<Example> examples) {
    Set<Object> shown =
        examples
            .filter(example -> example.message() != null)
            .map(Example::message)
            .map(message -> message instanceof Enum<?> ? message : message.getClass())
            .collect(Collectors.toSet());
    List<Object> messages = new ArrayList<>();
    for (Class<?> type : family.getPermittedSubclasses()) {
      messages.addAll(type.isEnum() ? Arrays.asList(type.getEnumConstants()) : List.of(type));
    }
    assertThat(shown).containsExactlyInAnyOrderElementsOf(messages);
  }

  @Test
  void aFrameOfAnotherFamilyIsRefused() {
    for (Family family : List.of(CLIENT, SERVER, PRIMARY, STANDBY)) {
      for (String stranger : List.of("0000000163", "0000000101", "0000000130")) {
        assertThatThrownBy(() -> heard(family, stranger))
            .isInstanceOf(MalformedInputException.class)
            .hasMessage("a frame of type " + Integer.parseInt(stranger.substring(8), 16));
      }
    }
    assertThatThrownBy(() -> heard(CLIENT, "0000000123")).hasMessage("a frame of type 35");
    assertThatThrownBy(() -> heard(HELLO, "0000000103")).hasMessage("something else than a HELLO");
    assertThatThrownBy(() -> heard(HELLO, "0000001301554453540209" + "04612e42" + "00".repeat(8)))
        .hasMessage("a HELLO of purpose 9");
  }

  @Test
  void nothingIsReadOfAHelloInAnotherLanguage() {
    List<String> heard = new ArrayList<>();
    InvocationHandler refuses =
        (proxy, method, arguments) -> {
          heard.add(method.getName());
          return false;
        };
    WireInput other = input("00000013015544535463" + "01" + "04612e42" + "00".repeat(8));
    HELLO.read(other.readByte(), other, refuses);
    assertThat(heard).containsExactly("understands");
  }

  static Stream<CommandReply> replies() {
    return Stream.of(
        new CommandReply.Status(STATUS),
        new CommandReply.Status(DOWN),
        CommandReply.Signal.STOPPING,
        CommandReply.Signal.SWITCHING_OVER,
        new CommandReply.SwitchoverProgress(true, -1),
        new CommandReply.SwitchoverProgress(false, 2_500),
        new ServerMessage.Refused(Refusal.NOT_NOW, "there is no standby"));
  }

  @ParameterizedTest
  @MethodSource("replies")
  void repliesToCommandsArriveAsTheyWere(CommandReply reply) {
    CommandRequest request = requestOf(reply);
    String frame = frame(reply::send);
    assertThat(read(frame, request)).isEqualTo(reply);
    for (int length = 5; length < frame.length() / 2; length++) {
      String cut = frame.substring(0, 2 * length);
      assertThatThrownBy(() -> read(cut, request)).isInstanceOf(MalformedInputException.class);
    }
    assertThatThrownBy(() -> read(frame + "00", request))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageStartingWith("1 bytes too many in ");
  }

  private static CommandRequest requestOf(CommandReply reply) {
    return Arrays.stream(CommandRequest.values())
        .filter(request -> request.replyType() == reply.type())
        .findAny()
        .orElse(CommandRequest.SWITCHOVER);
  }

  private static CommandReply read(String frame, CommandRequest request) {
    WireInput in = input(frame);
    return CommandReply.read(in.readByte(), in, request);
  }

  @Test
  void everyReplyIsTested() {
    assertThat(replies().map(Object::getClass).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(CommandReply.class.getPermittedSubclasses());
    assertThat(replies()).contains(CommandReply.Signal.values());
  }

  @Test
  void anotherReplyThanWasAskedForIsRefused() {
    assertThatThrownBy(() -> read(frame(CommandReply.Signal.STOPPING::send), CommandRequest.STATUS))
        .isInstanceOf(MalformedInputException.class)
        .hasMessage("a frame of type 51, which was not asked for");
    assertThat(read("0000000103", CommandRequest.STOP))
        .isEqualTo(new ServerMessage.Refused(Refusal.STOPPING, "the process there is leaving"));
  }

  @Test
  void requestsOfCommandsArriveAsTheyWere() {
    for (CommandRequest request : CommandRequest.values()) {
      WireInput in = input(frame(request::send));
      assertThat(CommandRequest.read(in.readByte(), in)).contains(request);
    }
    assertThat(frame(CommandRequest.STOP::send)).isEqualTo("00000006300553544f50");
    assertThatThrownBy(() -> CommandRequest.read((byte) 2, new WireInput(new byte[0])))
        .isInstanceOf(MalformedInputException.class)
        .hasMessage("a frame of type 2");
    assertThat(CommandRequest.values())
        .extracting(CommandRequest::toString)
        .containsExactly("status", "stop", "switchover", "switchover progress");
  }

  /** What an older build sends and hears. */
  @Test
  void anotherBuildIsToldApart() {
    WireInput status = input("000000083007737461747573");
    assertThat(CommandRequest.read(status.readByte(), status)).isEmpty();
    assertThat(read("0000000331" + "0101", CommandRequest.STATUS))
        .isEqualTo(
            new ServerMessage.Refused(
                Refusal.WRONG_CONTRACT,
                "the process there is of an older build: use the command line of that build"));
  }

  private static String frame(Consumer<FrameSink> sent) {
    FrameOutput out = new FrameOutput();
    sent.accept(out);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      out.flush(Channels.newChannel(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  /** The frame from its type on. */
  private static WireInput input(String frame) {
    WireInput in = new WireInput(HexFormat.of().parseHex(frame));
    in.skip(Integer.BYTES);
    return in;
  }

  private static String heard(Family family, String frame) {
    List<String> heard = new ArrayList<>();
    WireInput in = input(frame);
    family.read(
        in.readByte(),
        in,
        (proxy, method, arguments) -> {
          heard.add((method.getName() + " " + words(arguments)).strip());
          return method.getReturnType() == boolean.class ? true : null;
        });
    return String.join("; ", heard);
  }

  private static String words(Object[] arguments) {
    if (arguments == null) {
      return "";
    }
    if (arguments.length == 3 && arguments[0] instanceof byte[] array) {
      int offset = (int) arguments[1];
      return HexFormat.of().formatHex(array, offset, offset + (int) arguments[2]);
    }
    return Arrays.stream(arguments).map(MessageTest::word).collect(Collectors.joining(" "));
  }

  private static String word(Object argument) {
    if (argument instanceof byte[] array) {
      return HexFormat.of().formatHex(array);
    }
    if (argument instanceof WireInput in) {
      return HexFormat.of().formatHex(in.array(), in.position(), in.position() + in.remaining());
    }
    return String.valueOf(argument);
  }

  private static <H> H handler(Class<H> type, InvocationHandler heard) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, heard));
  }

  @SuppressWarnings("unchecked") // It takes any connection.
  private static ServerMessage.Handler<Object> serverHandler(ServerMessage.Handler<?> handler) {
    return (ServerMessage.Handler<Object>) handler;
  }
}
