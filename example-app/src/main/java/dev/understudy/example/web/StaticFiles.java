package dev.understudy.example.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files of the page, from the resources beside this class. */
final class StaticFiles implements HttpHandler {

  /** No path leads out of the folder: a name has no slash, and one dot. */
  private static final Pattern NAME = Pattern.compile("/([a-z]+\\.[a-z]+)");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String file = path.equals("/") ? "/index.html" : path;
    String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
    byte[] content = type != null && NAME.matcher(file).matches() ? read(file) : null;
    if (type == null || content == null) {
      Answers.text(exchange, 404, "There is nothing at " + path + ".");
    } else {
      Answers.bytes(exchange, 200, type, content);
    }
  }

  private static byte @Nullable [] read(String file) throws IOException {
    try (InputStream in = StaticFiles.class.getResourceAsStream(file.substring(1))) {
      return in == null ? null : in.readAllBytes();
    }
  }
}
