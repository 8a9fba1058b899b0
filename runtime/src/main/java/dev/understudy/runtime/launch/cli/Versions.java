package dev.understudy.runtime.launch.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The versions that matter when somebody reports something. */
final class Versions {

  private static final String POM_PROPERTIES =
      "/META-INF/maven/dev.understudy/understudy-runtime/pom.properties";

  private Versions() {}

  static String text(String service) {
    return service
        + " on Understudy "
        + ofUnderstudy()
        + ", Java "
        + Runtime.version()
        + ", "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch");
  }

  private static String ofUnderstudy() {
    try (InputStream in = Versions.class.getResourceAsStream(POM_PROPERTIES)) {
      if (in == null) {
        return "(development build)";
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "(unknown)");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
