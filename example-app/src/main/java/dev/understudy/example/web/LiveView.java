package dev.understudy.example.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.understudy.UnderstudyException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

/**
 * The live view, as server-sent events: what the board shows, whenever it has changed, and at least
 * once a second, so that a page knows that somebody serves. Each visitor has a thread of the server
 * for as long as they watch; a slow one holds up nobody else, and skips what it has missed.
 */
final class LiveView implements HttpHandler {

  private static final int MOST_VISITORS = 100;
  private static final long LOOK_EVERY_MILLIS = 100;
  private static final int LOOKS_PER_SIGN_OF_LIFE = 10;

  private final Board board;
  private final Semaphore places = new Semaphore(MOST_VISITORS);

  LiveView(Board board) {
    this.board = board;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    if (!places.tryAcquire()) {
      Answers.text(exchange, 503, MOST_VISITORS + " visitors are watching already.");
      return;
    }
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      show(exchange.getResponseBody());
    } catch (InterruptedException | UnderstudyException e) {
      // This process is ending: the page looks for its successor once the connection closes.
    } finally {
      places.release();
    }
  }

  /** Until the visitor has left, which the next write finds out. */
  private void show(OutputStream out) throws IOException, InterruptedException {
    String shown = "";
    while (true) {
      for (int look = 0; look < LOOKS_PER_SIGN_OF_LIFE; look++) {
        String view = board.view();
        if (!view.equals(shown)) {
          send(out, "data: " + view);
          shown = view;
        }
        Thread.sleep(LOOK_EVERY_MILLIS);
      }
      send(out, "event: alive\ndata: ");
    }
  }

  private static void send(OutputStream out, String event) throws IOException {
    out.write((event + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
