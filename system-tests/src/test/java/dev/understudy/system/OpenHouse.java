package dev.understudy.system;

import dev.understudy.example.BoxOfficeClient;
import dev.understudy.example.web.BoxOfficeWithPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A box office with a page, on a port of its own. */
final class OpenHouse implements AutoCloseable {

  private final PairRun pair = PairRun.of(BoxOfficeWithPage.class);
  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;

  private OpenHouse(int port) {
    this.port = port;
  }

  /** A house whose port is free by now. Nothing runs in it yet. */
  static OpenHouse onAFreePort() {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new OpenHouse(probe.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the pair, with these options. */
  OpenHouse start(String... options) {
    List<String> command = new ArrayList<>(List.of("start"));
    command.addAll(List.of("--dir", pair.directory().toString()));
    command.addAll(List.of(options));
    pair.launch(command, Map.of("BOX_OFFICE_PORT", Integer.toString(port)), pair.root());
    return this;
  }

  /** Waits until somebody answers on its port. */
  OpenHouse awaitPage() {
    Machine.await("the page at " + uri("/") + pair.logs()).until(() -> get("/") == 200);
    return this;
  }

  PairRun pair() {
    return pair;
  }

  int port() {
    return port;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  /** A client of the pair, which knows nothing of the page. */
  BoxOfficeClient client() {
    return BoxOfficeClient.connect(pair.directory());
  }

  /** The status of an answer; 0 while nobody answers. */
  int get(String path) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(10)).build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Posts, as the page does. */
  HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
    return post(path, "application/json", json);
  }

  HttpResponse<String> post(String path, String type, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  /** Posts a click until it is answered, as the page does. */
  String click(String page, int number, String wish, String seat) {
    String json =
        """
        {"page": "%s", "number": %d, "visitor": "Ada", "wish": "%s", "seat": "%s"}"""
            .formatted(page, number, wish, seat);
    return Machine.await("an answer to " + json)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> post("/api/clicks", json), answer -> answer.statusCode() == 200)
        .body();
  }

  @Override
  public void close() {
    pair.close();
  }
}
