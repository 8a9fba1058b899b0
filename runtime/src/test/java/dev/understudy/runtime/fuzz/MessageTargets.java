package dev.understudy.runtime.fuzz;

import dev.understudy.Mode;
import dev.understudy.StandbyRole;
import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.fuzz.MessageTarget.Heard;
import dev.understudy.runtime.message.ClientMessage;
import dev.understudy.runtime.message.CommandReply;
import dev.understudy.runtime.message.CommandRequest;
import dev.understudy.runtime.message.Hello;
import dev.understudy.runtime.message.Message;
import dev.understudy.runtime.message.PrimaryMessage;
import dev.understudy.runtime.message.ServerMessage;
import dev.understudy.runtime.message.StandbyMessage;
import dev.understudy.runtime.wire.FrameSink;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.ReplyStatus;
import dev.understudy.runtime.wire.WireInput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** All families of messages. */
final class MessageTargets {

  static final Obituary OBITUARY =
      new Obituary(77, "primary", 2, "it ended", Instant.ofEpochSecond(1_700_000_000), 2_500, null);

  private MessageTargets() {}

  static List<FuzzTarget> all() {
    List<FuzzTarget> all =
        new ArrayList<>(
            List.of(hello(), clients(), servers(), primaries(), standbys(), requests()));
    for (CommandRequest request : CommandRequest.values()) {
      all.add(replies(request));
    }
    return all;
  }

  private static FuzzTarget hello() {
    return new MessageTarget(
        "hello",
        (type, in, heard) ->
            Hello.read(type, in, MessageTarget.handler(Hello.Handler.class, heard)),
        (type, heard, to) -> heard.get(heard.size() - 1).message().send(to),
        List.of(
            new Hello.Client("a.B", 1, 5, 6, "Ada")::send,
            new Hello.Peer("a.B", 2, 3, 0x302f, 0x2df801)::send,
            new Hello.Command("a.B")::send));
  }

  private static FuzzTarget clients() {
    return new MessageTarget(
        "client",
        (type, in, heard) ->
            ClientMessage.read(type, in, MessageTarget.handler(ClientMessage.Handler.class, heard)),
        (type, heard, to) -> {
          Heard first = heard.get(0);
          if (first.method().equals("request")) {
            byte[] arguments = first.bytes(3);
            ClientMessage.Request.send(
                to,
                first.number(0),
                first.number(1),
                (int) first.arguments().get(2),
                arguments,
                arguments.length);
          } else {
            again(type, first, ClientMessage.Signal.values(), to);
          }
        },
        List.of(
            to -> ClientMessage.Request.send(to, 7, 6, 300, new byte[] {1, 2, 3}, 3),
            new ClientMessage.Confirm(8)::send,
            ClientMessage.Signal.GOODBYE::send));
  }

  private static FuzzTarget servers() {
    return new MessageTarget(
        "server",
        (type, in, heard) -> ServerMessage.read(type, in, "from", serverHandler(heard)),
        (type, heard, to) -> {
          Heard first = heard.get(0);
          switch (first.method()) {
            case "replied" ->
                ServerMessage.Reply.send(
                    to, first.number(0), (ReplyStatus) first.arguments().get(1), first.bytes(2));
            case "died" -> new ServerMessage.Died((Obituary) first.arguments().get(0)).send(to);
            default -> again(type, first, ServerMessage.Signal.values(), to);
          }
        },
        withSignals(
            ServerMessage.Signal.values(),
            to -> ServerMessage.Reply.send(to, 7, ReplyStatus.OUTCOME, new byte[] {9, 8}),
            to -> ServerMessage.Reply.send(to, 8, ReplyStatus.POISONED, new byte[] {'n', 'o'}),
            new ServerMessage.Welcome(5, 6, 3, 0x302f, "e4-9.sock")::send,
            new ServerMessage.Welcome(5, 6, 3, 0x302f, null)::send,
            new ServerMessage.Refused(Refusal.LIMIT, "full")::send,
            new ServerMessage.StandbyChanged("e5-1.sock")::send,
            new ServerMessage.StandbyChanged(null)::send,
            new ServerMessage.Died(OBITUARY)::send));
  }

  @SuppressWarnings("unchecked") // It takes any connection.
  private static ServerMessage.Handler<Object> serverHandler(List<Heard> heard) {
    return (ServerMessage.Handler<Object>)
        (ServerMessage.Handler<?>) MessageTarget.handler(ServerMessage.Handler.class, heard);
  }

  private static FuzzTarget primaries() {
    byte[] records = Records.batch();
    return new MessageTarget(
        "primary",
        MessageTargets::readOfPrimary,
        (type, heard, to) -> {
          Heard first = heard.get(0);
          switch (first.method()) {
            case "forward" -> {
              byte[] forwarded = first.bytes(3);
              PrimaryMessage.Forward.send(
                  to,
                  first.number(0),
                  first.number(1),
                  first.number(2),
                  forwarded,
                  0,
                  forwarded.length);
            }
            case "journaled" -> PrimaryMessage.Journaled.send(to, first.number(0));
            default -> again(type, first, PrimaryMessage.Signal.values(), to);
          }
        },
        withSignals(
            PrimaryMessage.Signal.values(),
            to -> PrimaryMessage.Forward.send(to, 11, 10, 999, records, 0, records.length),
            to -> PrimaryMessage.Journaled.send(to, 13),
            new PrimaryMessage.Live(12)::send,
            new PrimaryMessage.HandOver(14)::send));
  }

  // What is forwarded is read as the link of a standby does.
  private static void readOfPrimary(byte type, WireInput in, List<Heard> heard) {
    PrimaryMessage.read(type, in, MessageTarget.handler(PrimaryMessage.Handler.class, heard));
    if (heard.get(0).method().equals("forward")) {
      byte[] records = heard.get(0).bytes(3);
      LogRecord record = new LogRecord();
      int at = 0;
      while (at < records.length) {
        int size = record.parse(records, at, records.length - at);
        if (size <= 0) {
          throw new MalformedInputException("a forward whose records are damaged");
        }
        at += size;
      }
    }
  }

  private static FuzzTarget standbys() {
    return new MessageTarget(
        "standby",
        (type, in, heard) ->
            StandbyMessage.read(
                type, in, MessageTarget.handler(StandbyMessage.Handler.class, heard)),
        (type, heard, to) -> {
          Heard first = heard.get(0);
          switch (first.method()) {
            case "answered" -> {
              StandbyMessage.Answers answers = new StandbyMessage.Answers();
              heard.forEach(each -> answers.add(1, each.bytes(0)));
              answers.send(to);
            }
            case "ask" -> StandbyMessage.Ask.send(to, first.number(0));
            default -> again(type, first, StandbyMessage.Signal.values(), to);
          }
        },
        withSignals(
            StandbyMessage.Signal.values(),
            to -> {
              StandbyMessage.Answers answers = new StandbyMessage.Answers();
              answers.add(18, new byte[] {5, 6});
              answers.add(19, new byte[] {7});
              answers.send(to);
            },
            to -> StandbyMessage.Ask.send(to, 17),
            new StandbyMessage.Join(4, 0x302f)::send,
            new StandbyMessage.Progress(15)::send,
            new StandbyMessage.Ready(16)::send,
            new StandbyMessage.Differs(20, "add(long)", "1", "2")::send,
            new StandbyMessage.StateDiffers(21, "seats")::send,
            new StandbyMessage.Leaves("why")::send));
  }

  private static FuzzTarget requests() {
    return new MessageTarget(
        "command",
        (type, in, heard) ->
            CommandRequest.read(type, in)
                .ifPresent(request -> heard.add(new Heard("asked", List.of(request)))),
        (type, heard, to) -> heard.get(0).message().send(to),
        Arrays.stream(CommandRequest.values()).map(MessageTargets::sent).toList());
  }

  private static FuzzTarget replies(CommandRequest request) {
    List<Message> replies =
        switch (request) {
          case STATUS -> List.of(status(true), status(false));
          case STOP -> List.of(CommandReply.Signal.STOPPING);
          case SWITCHOVER -> List.of(CommandReply.Signal.SWITCHING_OVER);
          case SWITCHOVER_PROGRESS -> List.of(new CommandReply.SwitchoverProgress(true, 2_500));
        };
    List<Message> all = new ArrayList<>(replies);
    all.add(new ServerMessage.Refused(Refusal.NOT_NOW, "there is no standby"));
    return new MessageTarget(
        "reply-" + request.name().toLowerCase(java.util.Locale.ROOT),
        (type, in, heard) -> heard.add(heardOf(CommandReply.read(type, in, request))),
        (type, heard, to) -> heard.get(0).message().send(to),
        all.stream().map(MessageTargets::sent).toList());
  }

  // What is told is printed, too: as JSON it is one line.
  private static Heard heardOf(CommandReply reply) {
    if (reply instanceof CommandReply.Status status
        && status.status().toJson().chars().anyMatch(c -> c == '\n')) {
      throw new AssertionError("JSON of more than one line: " + status.status().toJson());
    }
    return new Heard("replied", List.of(reply));
  }

  private static CommandReply.Status status(boolean up) {
    return new CommandReply.Status(
        new PairStatus(
            "BoxOffice",
            Mode.HOT,
            StandbyRole.SERVER,
            up ? PairStatus.State.PROTECTED : PairStatus.State.DOWN,
            3,
            up ? new PairStatus.Primary(21, 22) : null,
            up ? new PairStatus.Standby(23, PairStatus.Phase.READY, 24) : null,
            up ? new PairStatus.Spare(26, PairStatus.Phase.ASLEEP) : null,
            up ? List.of(OBITUARY) : List.of(),
            List.of("one", "two"),
            25));
  }

  private static Consumer<FrameSink> sent(Message message) {
    return message::send;
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // They are copied.
  private static List<Consumer<FrameSink>> withSignals(
      Message[] signals, Consumer<FrameSink>... others) {
    List<Consumer<FrameSink>> all = new ArrayList<>(List.of(others));
    for (Message signal : signals) {
      all.add(signal::send);
    }
    return all;
  }

  private static void again(byte type, Heard heard, Message[] signals, FrameSink to) {
    for (Message signal : signals) {
      if (signal.type() == type) {
        signal.send(to);
        return;
      }
    }
    heard.message().send(to);
  }
}
