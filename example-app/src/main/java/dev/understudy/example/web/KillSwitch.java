package dev.understudy.example.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.api.ThisPair;
import java.io.IOException;

/**
 * Kills this process, which is the primary, by SIGKILL: no code of it runs after that, as in a
 * crash. Only while a standby is ready, since a second death would end the show.
 */
final class KillSwitch implements HttpHandler {

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      Answers.text(exchange, 405, "A kill is posted.");
    } else if (!isProtected()) {
      Answers.text(exchange, 409, "The understudy is not ready yet: another death ends the show.");
    } else {
      long pid = ProcessHandle.current().pid();
      Answers.text(exchange, 202, "Process " + pid + " dies now.");
      // A process handle does not kill its own process; a shell does.
      new ProcessBuilder("sh", "-c", "kill -KILL " + pid).start();
    }
  }

  private static boolean isProtected() throws IOException {
    try {
      return ThisPair.status().state() == PairStatus.State.PROTECTED;
    } catch (InterruptedException e) {
      throw new IOException("Interrupted while asking for the pair's status", e);
    }
  }
}
