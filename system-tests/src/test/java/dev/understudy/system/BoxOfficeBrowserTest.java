package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.example.BoxOfficeClient;
import dev.understudy.example.Ticket;
import dev.understudy.runtime.api.PairStatus;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/**
 * The page of the box office as people use it, in a browser that never learns that its server has
 * died, but by what the page says. Skipped where there is no Chromium.
 */
class BoxOfficeBrowserTest {

  /** Asks for the picture in the README: the file to write. */
  private static final String PICTURE = "box-office.picture";

  /** Kills by the button, and clicks on the seat A3 in the very moment when nobody serves. */
  private static final String KILL_AND_CLICK =
      """
      const stage = document.getElementById("stage");
      window.said = [];
      new MutationObserver(() => {
        window.said.push(document.getElementById("line").textContent);
      }).observe(document.getElementById("line"), { childList: true });
      new MutationObserver((changes, observer) => {
        if (stage.dataset.state === "LOST") {
          observer.disconnect();
          %s
          document.querySelector("[data-seat=A3].seat").click();
        }
      }).observe(stage, { attributes: true });
      document.getElementById("kill").click();
      """;

  private final OpenHouse handler = OpenHouse.onAFreePort();
  private Chromium browser;
  private PairStatus before;

  @BeforeEach
  void open() {
    browser = Chromium.start(handler.pair().root().resolve("chromium"));
    handler.start().awaitPage();
    before = handler.pair().awaitProtected();
    browser.open(handler.uri("/").toString());
    await("the pair on the page", () -> browser.text("#state").equals("PROTECTED"));
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
    handler.close();
  }

  @Test
  void goesOnInOnePageWhenItsServerIsKilled() {
    book("A1");
    hold("A3");

    browser.script(KILL_AND_CLICK.formatted(""));
    awaitSeat("A3", "sold mine");
    await("the successor", () -> browser.text("#epoch").equals("epoch 2"));

    book("C7");
    assertThat(browser.script("return window.said.join()"))
        .contains("The server is gone.", "Back after", "epoch 2");
    assertThat(browser.text("#primary .pid")).isEqualTo("process " + before.standby().pid());
    await(
        "the obituary",
        () -> browser.text("#deaths li b").equals("Primary " + before.primary().pid()));
    assertThat(browser.text("#deaths li")).contains("Noticed: ", "Takeover: ");

    browser.reload();
    awaitSeat("A1", "sold mine");
    awaitSeat("A3", "sold mine");
    awaitSeat("C7", "sold mine");
    assertThat(browser.text("#issued")).isEqualTo("3");
    assertSold("A1", "A3", "C7");
  }

  @Test
  void keepsAClickThatWasUnansweredWhenThePageWasLoadedAgain() {
    hold("A3");

    // The answer never comes: the page is loaded again before.
    browser.script(KILL_AND_CLICK.formatted("window.fetch = () => new Promise(() => {});"));
    await("the successor", () -> browser.text("#epoch").equals("epoch 2"));
    assertThat(browser.script("return document.querySelector('.pending').dataset.seat"))
        .isEqualTo("A3");
    browser.reload();

    awaitSeat("A3", "sold mine");
    assertSold("A3");
  }

  @Test
  void isUsedByKeyboardAsWell() {
    browser.press("#seats [tabindex='0']", Keys.ARROW_DOWN, Keys.ARROW_RIGHT, Keys.ENTER);
    awaitSeat("B2", "held mine");
    browser.press(seat("B2"), Keys.ENTER);
    awaitSeat("B2", "sold mine");

    assertThat(browser.script("return document.activeElement.ariaLabel"))
        .isEqualTo("B2, Stalls, €48.00, yours");
    assertSold("B2");
  }

  @Test
  void countsEveryBookingOfSimulatedVisitorsAcrossAKill() {
    book("E7");
    hold("E8");
    browser.click("#load");
    awaitIssued(60);

    browser.click("#kill");
    await("the successor", () -> browser.text("#epoch").equals("epoch 2"));
    handler.pair().awaitProtectedWithout(before.primary().pid());
    long then = issued();
    awaitIssued(then + 50);
    if (System.getProperty(PICTURE) != null) {
      browser.picture(Path.of(System.getProperty(PICTURE)));
    }
    browser.click("#load");

    assertThat(browser.text("#audit")).contains("none lost");
    assertThat(browser.script("return document.querySelectorAll('.fault').length")).isEqualTo("0");
    await(
        "all simulated tickets to be returned",
        () ->
            browser.script("return document.querySelectorAll('#seats .sold').length").equals("1"));
    assertSold("E7");
  }

  private void hold(String seat) {
    browser.click(seat(seat));
    awaitSeat(seat, "held mine");
  }

  private void book(String seat) {
    hold(seat);
    browser.click(seat(seat));
    awaitSeat(seat, "sold mine");
  }

  private void awaitSeat(String seat, String status) {
    await(
        seat + " to be " + status,
        () ->
            browser
                .script("return document.querySelector(\"" + seat(seat) + "\")?.className")
                .equals("seat " + status));
  }

  private void awaitIssued(long count) {
    await(count + " bookings", () -> issued() >= count);
  }

  private long issued() {
    return Long.parseLong(browser.text("#issued").replace(",", ""));
  }

  /** Asks the pair itself, by its own client. */
  private void assertSold(String... seats) {
    String visitor = browser.text("#visitor");
    try (BoxOfficeClient client = handler.client()) {
      assertThat(client.ticketsOf(visitor))
          .extracting(Ticket::seat)
          .extracting(Object::toString)
          .containsExactly(seats);
    }
  }

  private static String seat(String name) {
    return "#seats [data-seat=" + name + "]";
  }

  private void await(String what, Callable<Boolean> condition) {
    Machine.await(what).until(condition);
  }
}
