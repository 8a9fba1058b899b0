package dev.understudy.system.servers;

/** A user's own main, which makes the server object itself. */
public final class SumsMain {

  private SumsMain() {}

  /** Launches. */
  public static void main(String[] args) {
    SumsLauncher.launch(args, () -> new Sums("injected"));
  }
}
