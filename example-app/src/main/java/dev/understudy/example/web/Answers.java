package dev.understudy.example.web;

import com.google.gson.Gson;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The answers of the page's server. */
final class Answers {

  static final String JSON = "application/json";

  static final Gson GSON = new Gson();

  private Answers() {}

  /** Answers with a value as JSON. */
  static void json(HttpExchange exchange, Object value) throws IOException {
    bytes(exchange, 200, JSON, GSON.toJson(value).getBytes(StandardCharsets.UTF_8));
  }

  /** Answers with a sentence for a person. */
  static void text(HttpExchange exchange, int status, String sentence) throws IOException {
    byte[] bytes = (sentence + "\n").getBytes(StandardCharsets.UTF_8);
    bytes(exchange, status, "text/plain; charset=utf-8", bytes);
  }

  /** Answers with bytes, and is done. */
  static void bytes(HttpExchange exchange, int status, String type, byte[] bytes)
      throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
