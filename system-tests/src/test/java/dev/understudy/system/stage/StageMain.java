package dev.understudy.system.stage;

/** A user's own main, which makes the server object itself. */
public final class StageMain {

  private StageMain() {}

  /** Launches. */
  public static void main(String[] args) {
    StageLauncher.launch(args, () -> new Stage("injected"));
  }
}
