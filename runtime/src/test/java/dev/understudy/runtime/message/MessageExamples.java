package dev.understudy.runtime.message;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.wire.FrameSink;
import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.ReplyStatus;
import dev.understudy.runtime.wire.WireInput;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** An example of each message, but for those that commands send and hear. */
final class MessageExamples {

  private MessageExamples() {}

  static final Obituary OBITUARY =
      new Obituary(
          77,
          "primary",
          2,
          "its pr\u00f6cess ended",
          Instant.ofEpochSecond(1_700_000_000, 123_456_000),
          2_500,
          null);

  /** Reads a frame as its receiver does. */
  interface Family {
    void read(byte type, WireInput in, InvocationHandler handler);
  }

  static final Family HELLO =
      (type, in, h) -> Hello.read(type, in, handler(Hello.Handler.class, h));
  static final Family CLIENT =
      (type, in, h) -> ClientMessage.read(type, in, handler(ClientMessage.Handler.class, h));
  static final Family SERVER =
      (type, in, h) ->
          ServerMessage.read(
              type, in, "from", serverHandler(handler(ServerMessage.Handler.class, h)));
  static final Family PRIMARY =
      (type, in, h) -> PrimaryMessage.read(type, in, handler(PrimaryMessage.Handler.class, h));
  static final Family STANDBY =
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
            MessageExamples::sendAnswers,
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
            new StandbyMessage.StateDiffers(21, "seats"),
            "0000000f38000000000000001506" + "7365617473",
            "stateDiffers StateDiffers[sequence=21, field=seats]"),
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

  private static <H> H handler(Class<H> type, InvocationHandler heard) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, heard));
  }

  @SuppressWarnings("unchecked") // It takes any connection.
  private static ServerMessage.Handler<Object> serverHandler(ServerMessage.Handler<?> handler) {
    return (ServerMessage.Handler<Object>) handler;
  }
}
