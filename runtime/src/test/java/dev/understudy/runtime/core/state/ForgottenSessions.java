package dev.understudy.runtime.core.state;

/** A fault for the simulator's mutations: a state without its sessions. */
public final class ForgottenSessions {

  private ForgottenSessions() {}

  /** Forgets them all. */
  public static void in(StateMachine state) {
    state.sessions().clear();
  }
}
