package dev.understudy.example.web;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other sites' pages away from a port that any page in the visitor's browser can reach: a
 * name that was made to point to this machine is refused, and so is what another site posts. (JSON
 * from elsewhere makes the browser ask for leave first, which is never given.)
 */
final class OwnVisitorsOnly extends Filter {

  private static final Set<String> OUR_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  @Override
  public String description() {
    return "Refuses what other sites ask for.";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    Headers asked = exchange.getRequestHeaders();
    String type = asked.getFirst("Content-Type");
    boolean post = exchange.getRequestMethod().equals("POST");
    if (!isOurs(asked.getFirst("Host"))
        || (post && (type == null || !type.startsWith(Answers.JSON)))) {
      Answers.text(exchange, 403, "This page is for visitors on its own machine.");
      return;
    }
    Headers answer = exchange.getResponseHeaders();
    answer.set("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'");
    answer.set("X-Content-Type-Options", "nosniff");
    answer.set("Cache-Control", "no-cache");
    chain.doFilter(exchange);
  }

  private static boolean isOurs(@Nullable String host) {
    return host != null && OUR_NAMES.contains(host.replaceFirst(":[0-9]+$", ""));
  }
}
