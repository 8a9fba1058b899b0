package dev.understudy.runtime.launch.children;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The flags of this JVM that a second JVM can have as well: not a debugger's or a fixed management
 * port, nor a file that both would write. Without state.
 *
 * <p>What {@code RuntimeMXBean} reports includes the flags that came by JAVA_TOOL_OPTIONS,
 * JDK_JAVA_OPTIONS, _JAVA_OPTIONS and argument files. So a child gets all of them on its command
 * line, and {@link #INHERITED_VARIABLES} not again.
 */
public final class SharedFlags {

  /** The environment variables that would give a child JVM flags a second time. */
  public static final List<String> INHERITED_VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private static final List<String> DROPPED_PREFIXES =
      List.of(
          // Debuggers: each listens on a port, or waits for somebody.
          "-agentlib:jdwp",
          "-Xrunjdwp",
          "-Xdebug",
          "-Xnoagent",
          // Management on a port.
          "-Dcom.sun.management.jmxremote.port=",
          "-Dcom.sun.management.jmxremote.rmi.port=",
          "-Dcom.sun.management.jmxremote.local.port=",
          "-Dcom.sun.management.config.file=",
          "-Dcom.sun.management.snmp.",
          // Files that a JVM writes at its end or while it runs.
          "-XX:ArchiveClassesAtExit=",
          "-XX:DumpLoadedClassList=",
          "-XX:+AutoCreateSharedArchive",
          "-XX:+RecordDynamicDumpInfo",
          "-XX:AOTCacheOutput=",
          "-XX:AOTConfiguration=",
          "-XX:AOTMode=",
          "-XX:LogFile=",
          "-Xshare:dump",
          // What the java command makes of -m.
          "-Djdk.module.main=",
          "-Djdk.module.main.class=",
          // What this process was started for.
          ChildTask.FLAG_PREFIX);

  private static final String CRASH_LOG = "-XX:ErrorFile=";
  private static final String HEAP_DUMP = "-XX:HeapDumpPath=";

  private static final Pattern JDWP_PATH = Pattern.compile("-agentpath:.*[/\\\\]?jdwp.*");

  private static final Pattern RECORDING_FILE = Pattern.compile("filename=[^,]*,?");

  private SharedFlags() {}

  /**
   * Chooses the flags for a child.
   *
   * @param flags those of this JVM, as {@code RuntimeMXBean} reports them
   * @param added those that this package gave to this JVM itself, which are to be added anew
   */
  public static List<String> of(List<String> flags, List<String> added) {
    List<String> shared = new ArrayList<>();
    boolean writesArchive = flags.contains("-XX:+AutoCreateSharedArchive");
    for (String flag : flags) {
      if (isDropped(flag)
          || added.contains(flag)
          || ClassArchive.isUseOfOwn(flag)
          || (writesArchive && ClassArchive.isUse(flag))) {
        continue;
      }
      shared.add(withOwnFile(flag));
    }
    return shared;
  }

  /** Whether a flag loads an agent. */
  static boolean isAgent(String flag) {
    return flag.startsWith("-javaagent:")
        || flag.startsWith("-agentlib:")
        || flag.startsWith("-agentpath:");
  }

  /** The agents among flags, for people: without their options, which may hold secrets. */
  static String agents(List<String> flags) {
    return flags.stream()
        .filter(SharedFlags::isAgent)
        .map(flag -> flag.replaceFirst("=.*", ""))
        .collect(Collectors.joining(", "));
  }

  private static boolean isDropped(String flag) {
    return DROPPED_PREFIXES.stream().anyMatch(flag::startsWith)
        || JDWP_PATH.matcher(flag).matches();
  }

  private static String withOwnFile(String flag) {
    if (flag.startsWith(CRASH_LOG)) {
      return CRASH_LOG + perProcess(flag.substring(CRASH_LOG.length()));
    }
    if (flag.startsWith(HEAP_DUMP)) {
      return HEAP_DUMP + folder(flag.substring(HEAP_DUMP.length()));
    }
    if (flag.startsWith("-Xloggc:")) {
      return "-Xloggc:" + perProcess(flag.substring("-Xloggc:".length()));
    }
    if (flag.startsWith("-Xlog:")) {
      return logToOwnFile(flag);
    }
    if (flag.startsWith("-XX:StartFlightRecording")) {
      String kept = RECORDING_FILE.matcher(flag).replaceAll("");
      return kept.replaceAll("[,=:]$", "");
    }
    return flag;
  }

  // -Xlog:what:output:decorators:options, where the name of a file may be in quotes.
  private static String logToOwnFile(String flag) {
    List<String> parts = new ArrayList<>(Arrays.asList(splitOutsideQuotes(flag)));
    if (parts.size() < 3) {
      return flag;
    }
    String output = parts.get(2);
    if (output.isEmpty() || output.equals("stdout") || output.equals("stderr")) {
      return flag;
    }
    parts.set(2, perProcess(output));
    return String.join(":", parts);
  }

  private static String[] splitOutsideQuotes(String flag) {
    return flag.split(":(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
  }

  /** Puts the process id into the name of a file, unless something tells its writers apart. */
  private static String perProcess(String file) {
    if (file.contains("%p") || file.contains("%t")) {
      return file;
    }
    int name = file.lastIndexOf('/') + 1;
    int dot = file.lastIndexOf('.');
    if (dot <= name) {
      return file.endsWith("\"") ? file.substring(0, file.length() - 1) + "-%p\"" : file + "-%p";
    }
    return file.substring(0, dot) + "-%p" + file.substring(dot);
  }

  // A JVM writes no dump over another one, and not every JVM puts its number into the name of the
  // file; but all do in a folder.
  private static String folder(String dump) {
    Path file = Path.of(dump);
    if (dump.contains("%p") || Files.isDirectory(file)) {
      return dump;
    }
    Path parent = file.getParent();
    return parent == null ? "." : parent.toString();
  }

  /** The entries of a class or module path. */
  static List<Path> entries(String path) {
    List<Path> entries = new ArrayList<>();
    for (String entry : path.split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        entries.add(Path.of(entry));
      }
    }
    return entries;
  }
}
