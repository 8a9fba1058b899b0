package dev.understudy.system;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;

/** A Chromium without a window, if this machine has one; it is never downloaded. */
final class Chromium implements AutoCloseable {

  // It warns that it has no bindings for the tools of each new Chromium, which nobody uses here.
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private static final List<String> BROWSERS = List.of("chromium", "chromium-browser");

  private final ChromeDriver driver;

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
  }

  /**
   * Starts it, or skips the test.
   *
   * @param folder where it keeps its files; with a missing folder it makes one
   */
  static Chromium start(Path folder) {
    Optional<File> browser =
        BROWSERS.stream().map(Chromium::installed).flatMap(Optional::stream).findFirst();
    Optional<File> service = installed("chromedriver");
    if (browser.isEmpty() || service.isEmpty()) {
      String message =
          "SKIPPED: the page in a browser. It wants Debian's packages chromium and chromium-driver.";
      System.out.println(message);
      return abort(message);
    }
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.get());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=en",
        "--user-data-dir=" + folder);
    SELENIUM.setLevel(Level.SEVERE);
    System.setProperty("webdriver.chrome.driver", service.get().toString());
    ChromeDriver driver = new ChromeDriver(options);
    driver.manage().window().setSize(new Dimension(1280, 1100));
    return new Chromium(driver);
  }

  private static Optional<File> installed(String program) {
    return List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
        .map(folder -> new File(folder, program))
        .filter(File::canExecute)
        .findFirst();
  }

  void open(String address) {
    driver.get(address);
  }

  void reload() {
    driver.navigate().refresh();
  }

  void click(String selector) {
    driver.findElement(By.cssSelector(selector)).click();
  }

  /** Presses keys, the first of them on this element, the others on whatever has the focus then. */
  void press(String selector, Keys... keys) {
    driver.executeScript("document.querySelector(arguments[0]).focus()", selector);
    for (Keys key : keys) {
      driver.switchTo().activeElement().sendKeys(key);
    }
  }

  /** What a script returns, as text. */
  String script(String script) {
    return String.valueOf(driver.executeScript(script));
  }

  /** The text of an element. */
  String text(String selector) {
    return script("return document.querySelector(\"" + selector + "\")?.textContent");
  }

  /** Takes a picture of the whole page. */
  void picture(Path file) {
    try {
      Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
