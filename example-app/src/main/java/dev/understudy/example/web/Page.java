package dev.understudy.example.web;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.understudy.example.BoxOfficePrimary;
import dev.understudy.example.Doors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The page of the box office, served by the process that serves. It is opened after each takeover
 * again, on the same port, which nobody but the former primary had: when the runtime calls
 * {@code @OnPrimary}, that one and its ports are gone.
 *
 * <p>There is nothing to close. The port dies with its process, as a primary does.
 */
public final class Page implements Doors {

  private static final Logger LOG = LoggerFactory.getLogger(Page.class);
  private static final int MOST_THREADS = 128;
  private static final int IDLE_SECONDS = 30;

  private final int port;
  private final HttpServer server;

  /**
   * Prepares it, without a port yet: the standby loads in the wings what would take time on stage.
   *
   * @param port on which it is to be opened, on this machine's own address only
   */
  public Page(int port) {
    this.port = port;
    // Without it, the server's small answers wait for TCP acknowledgements, up to 40 ms each.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      server = HttpServer.create();
    } catch (IOException e) {
      throw new UncheckedIOException("The page's server cannot be made", e);
    }
    Board.rehearse();
    Clicks.rehearse();
  }

  @Override
  public void open(BoxOfficePrimary office) throws IOException {
    bind();
    serve("/", new StaticFiles());
    serve("/api/live", new LiveView(new Board(office)));
    serve("/api/clicks", new Clicks(office));
    serve("/api/kill", new KillSwitch());
    server.setExecutor(threads());
    server.start();
    LOG.info("The box office is open: http://localhost:{}/", port);
  }

  private void bind() throws IOException {
    try {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (BindException e) {
      throw new IOException(
          "port "
              + port
              + " is taken: end what uses it, or stop this pair and choose another port by"
              + " BOX_OFFICE_PORT",
          e);
    }
  }

  private void serve(String path, HttpHandler handler) {
    HttpContext context = server.createContext(path, handler);
    context.getFilters().add(new OwnVisitorsOnly());
  }

  /** A thread for each visitor who watches, and some for clicks; beyond that, connections close. */
  private static ExecutorService threads() {
    AtomicInteger number = new AtomicInteger();
    return new ThreadPoolExecutor(
        0,
        MOST_THREADS,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "box-office-page-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }
}
