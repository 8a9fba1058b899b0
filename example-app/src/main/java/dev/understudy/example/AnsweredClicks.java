package dev.understudy.example;

import dev.understudy.Replicated;
import dev.understudy.State;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Remembers the last click of each page and its outcome, so that a click that is sent again is
 * answered again, and not granted again. Part of the state: whoever succeeds a dead primary knows
 * what it had granted.
 *
 * <p>One outcome for each page is enough, since a page makes its next click only when it has the
 * answer to this one. It is bounded: beyond a thousand pages, the one that has been silent for
 * longest is forgotten.
 */
@Replicated
final class AnsweredClicks {

  private static final int MOST_PAGES = 1_000;

  /** The page that has clicked last comes last. */
  @State private final LinkedHashMap<String, Answer> lastOfPage = new LinkedHashMap<>();

  /**
   * The last click of a page.
   *
   * @param number of the click
   */
  record Answer(long number, Click.Outcome outcome) {}

  /** What this click has led to already; empty if it is new. */
  Optional<Click.Outcome> outcomeOf(Click click) {
    Answer last = lastOfPage.get(click.page());
    if (last == null || last.number() < click.number()) {
      return Optional.empty();
    }
    // An older one is an echo: its page has its answer, or it would not have clicked again.
    return Optional.of(
        last.number() == click.number()
            ? last.outcome()
            : new Click.Outcome(false, "This click was answered long ago."));
  }

  void remember(Click click, Click.Outcome outcome) {
    lastOfPage.remove(click.page());
    if (lastOfPage.size() >= MOST_PAGES) {
      lastOfPage.remove(lastOfPage.keySet().iterator().next());
    }
    lastOfPage.put(click.page(), new Answer(click.number(), outcome));
  }
}
