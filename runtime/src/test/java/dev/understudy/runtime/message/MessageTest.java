package dev.understudy.runtime.message;

import static dev.understudy.runtime.message.HexFrames.frame;
import static dev.understudy.runtime.message.HexFrames.input;
import static dev.understudy.runtime.message.MessageExamples.CLIENT;
import static dev.understudy.runtime.message.MessageExamples.HELLO;
import static dev.understudy.runtime.message.MessageExamples.PRIMARY;
import static dev.understudy.runtime.message.MessageExamples.SERVER;
import static dev.understudy.runtime.message.MessageExamples.STANDBY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.message.MessageExamples.Example;
import dev.understudy.runtime.message.MessageExamples.Family;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import java.lang.reflect.InvocationHandler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
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

  @ParameterizedTest
  @MethodSource("dev.understudy.runtime.message.MessageExamples#all")
  void bytesOnTheWireAreWhatTheyWere(Example example) {
    assertThat(frame(example.sent())).isEqualTo(example.frame());
    assertThat(heard(example.family(), example.frame())).isEqualTo(example.heard());
  }

  @ParameterizedTest
  @MethodSource("dev.understudy.runtime.message.MessageExamples#all")
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
  @MethodSource("dev.understudy.runtime.message.MessageExamples#all")
  void framesThatAreTooLongAreRefused(Example example) {
    if (!example.isOpenEnded()) {
      assertThatThrownBy(() -> heard(example.family(), example.frame() + "00"))
          .isInstanceOf(MalformedInputException.class)
          .hasMessageMatching("1 bytes too many in [A-Z_]+");
    }
  }

  @Test
  void everyMessageOfAFamilyHasAnExample() {
    assertComplete(Hello.class, MessageExamples.hellos());
    assertComplete(ClientMessage.class, MessageExamples.ofClients());
    assertComplete(ServerMessage.class, MessageExamples.ofServers());
    assertComplete(PrimaryMessage.class, MessageExamples.ofPrimaries());
    assertComplete(StandbyMessage.class, MessageExamples.ofStandbys());
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
}
