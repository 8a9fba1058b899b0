package dev.understudy.runtime.launch.children;

import dev.understudy.runtime.directory.RunDirectory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archive of class data by which a standby's JVM starts sooner: made by a snapshotter at its
 * orderly end, used by every later standby, and replaced when JDK, flags or class path change. It
 * only ever saves time: without it, or with one that no longer fits, all goes on. For any thread.
 */
public final class ClassArchive {

  private static final Logger LOGGER = LoggerFactory.getLogger(ClassArchive.class);

  // From here on one flag makes the better kind of archive, which also holds linked classes.
  private static final int FIRST_WITH_AOT_CACHE = 25;

  // The names of the logs that a JVM warns in differ between versions, and a name that a JVM does
  // not know keeps it from starting: beyond what was tried, all its warnings are silenced.
  private static final int LAST_TRIED = 25;

  private static final String MAKE = "-XX:ArchiveClassesAtExit=";
  private static final String MAKE_AOT = "-XX:AOTCacheOutput=";
  private static final Pattern OWN_FILE = Pattern.compile(".*/classes-[0-9a-f]{16}\\.jsa");

  private final Path file;
  private final Path fresh;
  private final int feature;

  private ClassArchive(Path file, int feature) {
    this.file = file;
    this.fresh = file.resolveSibling(file.getFileName() + ".new");
    this.feature = feature;
  }

  /**
   * The archive for children that are started as this process was.
   *
   * @param flags those that this process and its children share
   * @return empty when there can be none: classes from directories, agents, the user's own choice
   */
  public static Optional<ClassArchive> of(
      RunDirectory directory, JavaInvocation java, List<String> flags) {
    if (flags.stream().anyMatch(ClassArchive::isObstacle)) {
      LOGGER.debug("No class archive: the flags {} do not go with one", flags);
      return Optional.empty();
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(digest, java.javaHome() + " " + java.vmVersion());
      flags.forEach(flag -> add(digest, flag));
      for (String path : List.of(java.classPath(), java.modulePath())) {
        for (Path entry : SharedFlags.entries(path)) {
          if (isDirectoryWithClasses(entry)) {
            LOGGER.debug("No class archive: {} is a directory, not a jar", entry);
            return Optional.empty();
          }
          add(digest, describe(entry));
        }
      }
      String key = HexFormat.of().formatHex(digest.digest(), 0, 8);
      return Optional.of(new ClassArchive(directory.classArchive(key), java.feature()));
    } catch (IOException | InvalidPathException e) {
      LOGGER.debug("No class archive: the class path cannot be read", e);
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The flags that keep a JVM quiet about archives that do not fit. */
  static List<String> quietFlags(int feature) {
    if (feature > LAST_TRIED) {
      return List.of("-Xlog:disable");
    }
    String tags = "-Xlog:cds=off,cds+dynamic=off,class+path=off";
    return List.of(feature < FIRST_WITH_AOT_CACHE ? tags : tags + ",aot=off");
  }

  /** Whether the archive is there. */
  public boolean exists() {
    return Files.isRegularFile(file);
  }

  /** The flags of a JVM that uses the archive; none while it is not there. */
  public List<String> flagsToUse() {
    if (!exists()) {
      return List.of();
    }
    return withQuiet(
        (feature < FIRST_WITH_AOT_CACHE ? "-XX:SharedArchiveFile=" : "-XX:AOTCache=") + file);
  }

  /** The flags of a JVM that makes the archive at its end; none when it is there. */
  List<String> flagsToMake() throws IOException {
    if (exists()) {
      return List.of();
    }
    Files.deleteIfExists(fresh);
    return withQuiet((feature < FIRST_WITH_AOT_CACHE ? MAKE : MAKE_AOT) + fresh);
  }

  /**
   * Puts what a JVM made at its orderly end in its place. A JVM is killed by an archive that is
   * cut, so it is on the disk before it bears its name.
   */
  void adopt() {
    try {
      if (!Files.isRegularFile(fresh) || Files.size(fresh) == 0) {
        return;
      }
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.READ)) {
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      deleteOthers();
    } catch (IOException e) {
      LOGGER.debug("The class archive {} could not be put in its place", file, e);
    }
  }

  /** Removes the archive: a JVM that used it crashed as it started. */
  public void discard() {
    delete(file);
  }

  /** Removes what a JVM that failed may have left. */
  void abandon() {
    delete(fresh);
    delete(fresh.resolveSibling(fresh.getFileName() + ".config"));
  }

  private List<String> withQuiet(String flag) {
    List<String> all = new ArrayList<>(quietFlags(feature));
    all.add(flag);
    return all;
  }

  private void deleteOthers() throws IOException {
    try (DirectoryStream<Path> archives =
        Files.newDirectoryStream(file.toAbsolutePath().getParent(), "classes-*")) {
      for (Path archive : archives) {
        if (!archive.getFileName().equals(file.getFileName())) {
          delete(archive);
        }
      }
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOGGER.debug("{} could not be removed", path, e);
    }
  }

  /** Whether this JVM makes an archive of the classes that it has when it ends. */
  public static boolean isMadeByThisProcess() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .anyMatch(flag -> flag.startsWith(MAKE) || flag.startsWith(MAKE_AOT));
  }

  /** Whether a flag lets a JVM use an archive. */
  static boolean isUse(String flag) {
    return flag.startsWith("-XX:SharedArchiveFile=") || flag.startsWith("-XX:AOTCache=");
  }

  /** Whether a flag lets a JVM use an archive that was made here: it was a standby once. */
  static boolean isUseOfOwn(String flag) {
    return isUse(flag) && OWN_FILE.matcher(flag).matches();
  }

  // An agent may change classes as they are loaded; what the user says about archives goes before
  // what we would do.
  private static boolean isObstacle(String flag) {
    return flag.startsWith("-javaagent:")
        || flag.startsWith("-agentlib:")
        || flag.startsWith("-agentpath:")
        || flag.startsWith("-Xshare:")
        || flag.startsWith("--patch-module")
        || flag.startsWith("--limit-modules")
        || flag.startsWith("--upgrade-module-path")
        || isUse(flag);
  }

  private static boolean isDirectoryWithClasses(Path entry) throws IOException {
    if (!Files.isDirectory(entry)) {
      return false;
    }
    try (DirectoryStream<Path> content = Files.newDirectoryStream(entry)) {
      return content.iterator().hasNext();
    }
  }

  private static String describe(Path entry) throws IOException {
    if (!Files.isRegularFile(entry)) {
      return entry + " absent";
    }
    BasicFileAttributes attributes = Files.readAttributes(entry, BasicFileAttributes.class);
    return entry.toAbsolutePath()
        + " "
        + attributes.size()
        + " "
        + attributes.lastModifiedTime().toMillis();
  }

  private static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }
}
