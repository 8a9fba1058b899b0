package dev.understudy.runtime.launch.children;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads what a standby will need into the process that makes the archive, which is a snapshotter
 * and needs little of it itself. Without state.
 */
public final class StandbyClasses {

  private static final Logger LOGGER = LoggerFactory.getLogger(StandbyClasses.class);
  private static final String CLASS = ".class";
  private static final String PACKAGE = "dev/understudy/runtime/";

  private StandbyClasses() {}

  /** Loads all classes of this library. */
  public static void load() {
    CodeSource source = StandbyClasses.class.getProtectionDomain().getCodeSource();
    if (source == null || !source.getLocation().getProtocol().equals("file")) {
      return; // A runtime image, which has its classes in a better form than any archive.
    }
    try (JarFile jar = new JarFile(Path.of(source.getLocation().toURI()).toFile())) {
      jar.stream()
          .map(JarEntry::getName)
          .filter(name -> name.startsWith(PACKAGE) && name.endsWith(CLASS))
          .forEach(StandbyClasses::loadOne);
    } catch (IOException | URISyntaxException e) {
      LOGGER.debug("The archive of classes will hold few: {} cannot be listed", source, e);
    }
  }

  private static void loadOne(String entry) {
    String name = entry.substring(0, entry.length() - CLASS.length()).replace('/', '.');
    try {
      Class.forName(name, false, StandbyClasses.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      LOGGER.debug("{} is not for this process", name, e); // Of a library that is optional.
    }
  }
}
