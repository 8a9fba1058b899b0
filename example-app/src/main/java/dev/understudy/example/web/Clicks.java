package dev.understudy.example.web;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.understudy.UnderstudyException;
import dev.understudy.example.BoxOfficePrimary;
import dev.understudy.example.Click;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Takes clicks, and answers each with its outcome. A page that hears nothing, or 503, sends the
 * same click again; the box office grants it once.
 */
final class Clicks implements HttpHandler {

  private static final int LONGEST_BODY_BYTES = 4_096;
  private static final int LONGEST_NAME_CHARS = 60;
  private static final Gson GSON = new Gson();

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
    Click click;
    try {
      click = read(exchange);
    } catch (JsonParseException e) {
      Answers.text(exchange, 400, "This is no click: " + e.getMessage());
      return;
    }
    try {
      Answers.json(exchange, office.click(click));
    } catch (UnderstudyException e) {
      // Whether it was granted, nobody can tell who asks only once.
      Answers.text(exchange, 503, e.getMessage() + " Send this click again.");
    }
  }

  private static Click read(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY_BYTES);
    Click click = GSON.fromJson(new String(body, StandardCharsets.UTF_8), Click.class);
    if (click == null
        || !isName(click.page())
        || !isName(click.visitor())
        || !isName(click.seat())
        || click.wish() == null) {
      throw new JsonParseException("it wants page, number, visitor, wish and seat");
    }
    return click;
  }

  // What a browser sent may lack anything, whatever the types say.
  @SuppressWarnings("ConstantValue")
  private static boolean isName(String text) {
    return text != null && !text.isBlank() && text.length() <= LONGEST_NAME_CHARS;
  }
}
