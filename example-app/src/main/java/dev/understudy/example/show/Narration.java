package dev.understudy.example.show;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Tells a performance to people, as it goes. */
final class Narration {

  private final PrintStream out;

  Narration(PrintStream out) {
    this.out = out;
  }

  void announce(Performance.Stage stage, int kills) {
    out.println();
    out.println("A box office, and " + kills + " deaths of the process that serves it.");
    out.println();
    line("House", "%d rows of %d seats", stage.rows(), stage.seatsPerRow());
  }

  void opened(Status status) {
    line(
        "Pair",
        "primary %d serves (epoch %d), standby %d is ready: %s",
        status.serving().pid(),
        status.epoch(),
        status.waiting().pid(),
        status.state());
  }

  void admitted(Performance.Stage stage) {
    line(
        "Visitors",
        "%d, each with a connection of its own; they book, return tickets and ask",
        stage.visitors());
    out.println();
  }

  void died(int number, Death death) {
    line(
        "Kill " + number,
        "SIGKILL to primary %d, at sequence %s",
        death.pid(),
        Text.number(death.sequence()));
    line("", "noticed after %s: %s", Text.time(death.noticed()), death.cause());
    line(
        "",
        "%d took over in %s and serves (epoch %d): visitors waited at most %s",
        death.after().serving().pid(),
        Text.time(death.takeover()),
        death.after().epoch(),
        Text.time(death.felt()));
    line(
        "",
        "protected again after %s; longest wait meanwhile %s",
        Text.time(death.unprotected()),
        Text.time(death.longestWait()));
  }

  void settled(Verdict verdict, Distribution waits, int answers) {
    Ledger.Account account = verdict.account();
    out.println();
    line(
        "Waits",
        "%s answers: half within %s, 99%% within %s, the longest %s",
        Text.number(answers),
        Text.time(waits.quantile(0.5)),
        Text.time(waits.quantile(0.99)),
        Text.time(waits.quantile(1)));
    line(
        "Bookings",
        "%s acknowledged, %s of them returned: %s tickets in the visitors' hands",
        Text.number(account.booked()),
        Text.number(account.returned()),
        Text.number(account.inHand().size()));
    line(
        "Books",
        "lost %d, doubled %d, otherwise wrong %d; calls that failed %d",
        verdict.lost().size(),
        verdict.doubled().size(),
        verdict.wrong().size(),
        account.failedCalls());
  }

  void ended(List<String> leftovers) {
    if (leftovers.isEmpty()) {
      line("Pair", "stopped in order; no process and no socket is left");
    } else {
      line("Pair", "stopped, and left behind: %s", String.join(", ", leftovers));
    }
    out.println();
  }

  void praised() {
    out.println("Every acknowledged booking is there exactly once.");
  }

  /** Says what went wrong, and where the evidence is. */
  void blamed(List<String> faults, RunFolder evidence) {
    out.println("THE SHOW HAS FAILED:");
    faults.stream().limit(20).forEach(fault -> out.println("  " + fault));
    if (faults.size() > 20) {
      out.println("  and " + (faults.size() - 20) + " more");
    }
    out.println("Journal and logs are kept in " + evidence + ".");
  }

  private void line(String label, String format, Object... values) {
    out.printf("%-10s %s%n", label, String.format(Locale.ROOT, format, values));
  }
}
