package dev.understudy.runtime.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContractDifferenceTest {

  private static final String OWN =
      """
      update book(java.lang.String) -> x.Ticket
      query left() -> int
      state seats: java.util.Map<java.lang.String, x.Ticket>
      record x.Ticket(number: long, seat: java.lang.String)""";

  @Test
  void equalOnesDoNotDiffer() {
    assertThat(ContractDifference.of(OWN, OWN)).isEmpty();
  }

  @Test
  void aChangedLineIsShownAsItIsOnBothSides() {
    assertThat(ContractDifference.of(OWN.replace("-> int", "-> long"), OWN))
        .isEqualTo("there \"query left() -> long\", here \"query left() -> int\"");
  }

  @Test
  void whatOnlyOneSideHasIsTold() {
    assertThat(ContractDifference.of(OWN.replace("query left() -> int\n", ""), OWN))
        .isEqualTo("only here \"query left() -> int\"");
    assertThat(ContractDifference.of(OWN + "\nenum x.Mood(GOOD)", OWN))
        .isEqualTo("only there \"enum x.Mood(GOOD)\"");
  }

  @Test
  void theOrderAloneIsADifference() {
    assertThat(ContractDifference.of("query a() -> int\nx", "x\nquery a() -> int"))
        .isEqualTo("the order, from \"query a() -> int\" on");
  }

  @Test
  void atMostThreeAreTold() {
    assertThat(ContractDifference.of("a(1)\nb(1)\nc(1)\nd(1)\ne(1)", "a(2)"))
        .isEqualTo(
            "there \"a(1)\", here \"a(2)\"; only there \"b(1)\"; only there \"c(1)\"; and 2"
                + " more");
  }

  @Test
  void ofALongLineThePlaceIsShown() {
    String constants =
        IntStream.range(0, 500).mapToObj("C%03d"::formatted).collect(Collectors.joining(", "));
    String there = "enum x.Code(" + constants + ")";
    String difference = ContractDifference.of(there, there.replace("C300", "D300"));
    assertThat(difference)
        .hasSizeLessThan(400)
        .startsWith("there \"enum x.Code …")
        .contains("C299, C300, C301")
        .contains(", here \"enum x.Code …")
        .contains("C299, D300, C301");
  }

  @Test
  void anEmptyContractDiffersInAllThatTheOtherHas() {
    assertThat(ContractDifference.of("", "a(1)")).isEqualTo("only here \"a(1)\"");
    assertThat(ContractDifference.of("a(1)\na(1)", "a(1)"))
        .isEqualTo("the order, from \"a(1)\" on");
  }
}
