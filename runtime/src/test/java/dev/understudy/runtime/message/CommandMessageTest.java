package dev.understudy.runtime.message;

import static dev.understudy.runtime.message.HexFrames.frame;
import static dev.understudy.runtime.message.HexFrames.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.Mode;
import dev.understudy.StandbyRole;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.WireInput;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What commands ask of a process, and what it replies. */
class CommandMessageTest {

  private static final PairStatus STATUS =
      new PairStatus(
          "BoxOffice",
          Mode.HOT,
          StandbyRole.SERVER,
          PairStatus.State.PROTECTED,
          3,
          new PairStatus.Primary(21, 22),
          new PairStatus.Standby(23, PairStatus.Phase.READY, 24),
          new PairStatus.Spare(26, PairStatus.Phase.ASLEEP),
          List.of(MessageExamples.OBITUARY),
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
          null,
          List.of(),
          List.of(),
          0);

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
}
