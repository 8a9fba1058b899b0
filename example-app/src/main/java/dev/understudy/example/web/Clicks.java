package dev.understudy.example.web;

import com.google.gson.JsonParseException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.understudy.UnderstudyException;
import dev.understudy.UpdateFailedException;
import dev.understudy.example.BoxOfficePrimary;
import dev.understudy.example.Click;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Takes clicks, and answers each with its outcome. A page that hears nothing, or 503, sends the
 * same click again; the box office grants it once.
 */
final class Clicks implements HttpHandler {

  private static final int LONGEST_BODY_BYTES = 4_096;
  private static final int LONGEST_NAME_CHARS = 60;

  private final BoxOfficePrimary office;

  Clicks(BoxOfficePrimary office) {
    this.office = office;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      Answers.text(exchange, 405, "A click is posted.");
      return;
    }
    try {
      byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY_BYTES);
      Click click = read(new String(body, StandardCharsets.UTF_8));
      Answers.json(exchange, office.click(click));
    } catch (JsonParseException | UpdateFailedException e) {
      Answers.text(exchange, 400, "This is no click: " + e.getMessage());
    } catch (UnderstudyException e) {
      // Whether it was granted, nobody can tell who asks only once.
      Answers.text(exchange, 503, e.getMessage() + " Send this click again.");
    }
  }

  /** Does once, in the wings, what takes long the first time. */
  static void rehearse() {
    Click click = new Click("page", 1, "Ada", Click.Wish.HOLD, "A1");
    read(Answers.GSON.toJson(click));
    Answers.GSON.toJson(new Click.Outcome(true, ""));
  }

  private static Click read(String json) {
    Click click = Answers.GSON.fromJson(json, Click.class);
    if (click == null
        || !isName(click.page())
        || !isName(click.visitor())
        || !isName(click.seat())
        || click.wish() == null) {
      throw new JsonParseException("it wants page, number, visitor, wish and seat");
    }
    return click;
  }

  /** What a browser sends may lack anything, whatever the types say. */
  private static boolean isName(@Nullable String text) {
    return text != null && !text.isBlank() && text.length() <= LONGEST_NAME_CHARS;
  }
}
