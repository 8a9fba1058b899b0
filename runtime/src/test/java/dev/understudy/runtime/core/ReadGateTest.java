package dev.understudy.runtime.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** When a connection is read no more, and what lets it go on. */
class ReadGateTest {

  private final ReadGate gate = new ReadGate();

  @Test
  void aFrameIsTakenWhileNothingHoldsTheConnection() {
    assertEquals(ReadGate.Next.TAKE, next());
    assertTrue(gate.isOpen());
  }

  @Test
  void aPeerThatIsOwedTooMuchGoesOnOnlyOnceEnoughWasSent() {
    assertEquals(ReadGate.Next.LEAVE, gate.next(false, false, false));
    assertFalse(gate.isOpen());
    assertFalse(gate.goOn(), "another turn pays nothing");
    assertFalse(gate.sent(false), "too little was sent");
    assertFalse(gate.isOpen());
    assertTrue(gate.sent(true));
    assertTrue(gate.isOpen());
    assertFalse(gate.sent(true), "it goes on already");
  }

  @Test
  void aLongTurnLeavesTheRestToTheNextOne() {
    assertEquals(ReadGate.Next.LATER, gate.next(true, true, false));
    assertFalse(gate.isOpen());
    assertFalse(gate.isStarved());
    assertTrue(gate.goOn());
    assertEquals(ReadGate.Next.TAKE, next());
  }

  @Test
  void withoutMemoryItWaitsAndIsNoIdleHolder() {
    assertEquals(ReadGate.Next.WITH_MEMORY, gate.next(true, false, true));
    assertTrue(gate.isStarved());
    assertFalse(gate.isOpen());
    assertTrue(gate.goOn());
    assertFalse(gate.isStarved());
    assertEquals(ReadGate.Next.WITH_MEMORY, gate.starve());
    assertTrue(gate.isStarved());
  }

  @Test
  void whatIsOwedIsLookedAtFirstAndThenTheTurn() {
    assertEquals(ReadGate.Next.LEAVE, gate.next(false, true, true));
    assertTrue(gate.sent(true));
    assertTrue(gate.isOpen(), "nothing else had held it yet");
    assertEquals(ReadGate.Next.LATER, gate.next(true, true, true));
    assertFalse(gate.isStarved());
  }

  @Test
  void aPausedConnectionStaysSoWhateverElseLetsGo() {
    gate.pause();
    assertEquals(ReadGate.Next.LEAVE, next());
    assertFalse(gate.goOn());
    assertFalse(gate.sent(true));
    assertFalse(gate.isOpen());
    gate.resume();
    assertTrue(gate.goOn());
    assertEquals(ReadGate.Next.TAKE, next());
  }

  @Test
  void aPauseKeepsWhatIsOwedInMind() {
    assertEquals(ReadGate.Next.LEAVE, gate.next(false, false, false));
    gate.pause();
    gate.resume();
    assertFalse(gate.goOn());
    assertTrue(gate.sent(true));
    assertTrue(gate.goOn());
  }

  @Test
  void aConnectionThatIsAboutToCloseIsNeverReadAgain() {
    gate.close();
    assertTrue(gate.isClosing());
    assertEquals(ReadGate.Next.LEAVE, next());
    gate.resume();
    assertFalse(gate.goOn());
    assertFalse(gate.isOpen());
  }

  private ReadGate.Next next() {
    return gate.next(true, false, false);
  }
}
