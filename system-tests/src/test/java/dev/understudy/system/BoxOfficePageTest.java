package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.example.BoxOfficeClient;
import dev.understudy.runtime.api.PairStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page of the box office as its server sees it, without a browser. */
class BoxOfficePageTest {

  private final OpenHouse handler = OpenHouse.onAFreePort();

  @AfterEach
  void close() {
    handler.close();
  }

  @Test
  void grantsARepeatedClickOnceWhoeverServes() throws Exception {
    handler.start().awaitPage();
    PairStatus before = handler.pair().awaitProtected();
    String bought = handler.click("page", 1, "BOOK", "A1");
    assertThat(bought).contains("\"granted\":true", "ticket 1.");
    assertThat(handler.click("page", 1, "BOOK", "A1")).isEqualTo(bought);

    assertThat(handler.post("/api/kill", "").statusCode()).isEqualTo(202);

    assertThat(handler.click("page", 1, "BOOK", "A1")).isEqualTo(bought);
    assertThat(handler.click("page", 2, "BOOK", "A2")).contains("ticket 2.");
    assertThat(handler.click("page", 1, "RETURN", "A1")).contains("\"granted\":false");
    PairStatus after = handler.pair().awaitProtectedWithout(before.primary().pid());
    assertThat(after.primary().pid()).isEqualTo(before.standby().pid());
    try (BoxOfficeClient client = handler.client()) {
      assertThat(client.ticketsOf("Ada")).hasSize(2);
      assertThat(client.takings().issued()).isEqualTo(2);
    }
  }

  @Test
  void killsNobodyWhoHasNoSuccessor() throws Exception {
    handler.start("--alone").awaitPage();

    assertThat(handler.post("/api/kill", "").statusCode()).isEqualTo(409);
    assertThat(handler.get("/api/kill")).isEqualTo(405);
    assertThat(handler.get("/")).isEqualTo(200);
  }

  @Test
  void showsTheHouseAndThePairAsTheyAre() throws Exception {
    handler.start("--alone", "--", "2", "3").awaitPage();
    handler.click("page", 1, "HOLD", "B3");

    URLConnection live = handler.uri("/api/live").toURL().openConnection();
    try (InputStream in = live.getInputStream()) {
      String event = new BufferedReader(new InputStreamReader(in)).readLine();
      assertThat(event)
          .startsWith("data: {\"pair\":{\"service\":\"BoxOffice\"")
          .contains("\"state\":\"UNPROTECTED\"", "\"rows\":[{\"name\":\"A\"")
          .contains("\"taken\":{\"B3\":{\"by\":\"Ada\",\"ticket\":0,\"untilMillis\":");
    }
  }

  @Test
  void servesNoOtherSiteAndNoOtherFile() throws Exception {
    handler.start("--alone").awaitPage();

    assertThat(handler.get("/page.css")).isEqualTo(200);
    assertThat(handler.get("/../Page.class")).isEqualTo(404);
    assertThat(handler.get("/%2e%2e/BoxOffice.class")).isEqualTo(404);
    assertThat(handler.get("/nothing.html")).isEqualTo(404);
    assertThat(handler.post("/api/kill", "text/plain", "").statusCode()).isEqualTo(403);
    assertThat(handler.post("/api/clicks", "{}").statusCode()).isEqualTo(400);
    assertThat(handler.post("/api/clicks", "what?").statusCode()).isEqualTo(400);
    assertThat(statusFor("elsewhere.example")).isEqualTo("HTTP/1.1 403 Forbidden");
    assertThat(statusFor("localhost:" + handler.port())).isEqualTo("HTTP/1.1 200 OK");
  }

  @Test
  void opensOnceItsPortIsFree() throws Exception {
    try (ServerSocket other = new ServerSocket()) {
      other.bind(handler.address());
      handler.start("--alone");
      handler
          .pair()
          .await(
              "a problem with the port",
              status ->
                  status.problems().toString().contains("port " + handler.port() + " is taken"));
    }
    handler.awaitPage();
  }

  private String statusFor(String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), handler.port())) {
      String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(new InputStreamReader(socket.getInputStream())).readLine();
    }
  }
}
