package dev.understudy.runtime.launch.children;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a JVM was started: enough to start a second one. Immutable.
 *
 * @param javaHome where its java is
 * @param feature the feature number of its version: 17, 25
 * @param vmVersion the exact version of its virtual machine
 * @param flags its flags, as {@code RuntimeMXBean} reports them
 * @param classPath its class path; empty without one
 * @param modulePath its module path; empty without one
 * @param main what it runs
 */
public record JavaInvocation(
    Path javaHome,
    int feature,
    String vmVersion,
    List<String> flags,
    String classPath,
    String modulePath,
    Main main) {

  /** What a JVM runs. */
  public sealed interface Main {
    /** A class of the class path. */
    record OfClass(String name) implements Main {}

    /** The main class of a jar file. */
    record OfJar(String file) implements Main {}

    /** A class of a module, or its main class. */
    record OfModule(String module, @Nullable String name) implements Main {}
  }

  /** How this JVM was started. */
  public static JavaInvocation ofThisProcess() {
    return of(
        System.getProperties(),
        ManagementFactory.getRuntimeMXBean().getInputArguments(),
        Runtime.version().feature());
  }

  public static JavaInvocation of(Properties properties, List<String> flags, int feature) {
    String classPath = withoutRepeats(properties.getProperty("java.class.path", ""));
    return new JavaInvocation(
        Path.of(properties.getProperty("java.home", "")),
        feature,
        properties.getProperty("java.vm.version", ""),
        List.copyOf(flags),
        classPath,
        properties.getProperty("jdk.module.path", ""),
        main(properties, classPath));
  }

  /** The java command. */
  public Path command() {
    return javaHome.resolve("bin").resolve("java");
  }

  /** The name of what it runs: of a class, a jar file, or a module. */
  public String mainName() {
    if (main instanceof Main.OfClass type) {
      return type.name();
    } else if (main instanceof Main.OfJar jar) {
      return jar.file();
    }
    Main.OfModule module = (Main.OfModule) main;
    String name = module.name();
    return name == null ? module.module() : module.module() + "/" + name;
  }

  /** The command that runs the same program by hand, for people, in whatever folder they are. */
  public List<String> byHand() {
    return byHand(System.getenv().getOrDefault("PATH", ""));
  }

  /**
   * The same, for people who have this search path: without the folder of the java command where
   * the search path leads to it.
   */
  List<String> byHand(String searchPath) {
    List<String> command = new ArrayList<>();
    if (flags.stream().anyMatch(SharedFlags::isAgent)) {
      // One that came by the environment would be in the command too, which may not bear that.
      command.addAll(List.of("env", "-u", "JAVA_TOOL_OPTIONS", "-u", "JDK_JAVA_OPTIONS"));
    }
    command.add(isFoundFirst(searchPath) ? "java" : command().toString());
    if (main instanceof Main.OfModule) {
      // Among the flags for a child; a person gets none of the others.
      flags.stream()
          .filter(JavaInvocation::saysWhatModulesThereAre)
          .map(JavaInvocation::flagInFull)
          .forEach(command::add);
    }
    command.addAll(
        new JavaInvocation(
                javaHome,
                feature,
                vmVersion,
                flags,
                pathInFull(classPath),
                pathInFull(modulePath),
                main instanceof Main.OfJar jar ? new Main.OfJar(fileInFull(jar.file())) : main)
            .mainArguments());
    return command;
  }

  // Another java may be of another version, or have other modules.
  private boolean isFoundFirst(String searchPath) {
    for (String folder : searchPath.split(File.pathSeparator, -1)) {
      try {
        Path found = Path.of(folder).resolve("java");
        if (Files.isExecutable(found) && !Files.isDirectory(found)) {
          return found.isAbsolute() && Files.isSameFile(found, command());
        }
      } catch (InvalidPathException | IOException e) {
        return false; // Then nothing is known of it, and the whole path is right in any case.
      }
    }
    return false;
  }

  private static String flagInFull(String flag) {
    String name = "--module-path=";
    return flag.startsWith(name) ? name + pathInFull(flag.substring(name.length())) : flag;
  }

  private static String pathInFull(String path) {
    return path.isEmpty()
        ? path
        : Stream.of(path.split(File.pathSeparator, -1)) // An empty one is the folder itself.
            .map(JavaInvocation::fileInFull)
            .collect(Collectors.joining(File.pathSeparator));
  }

  private static String fileInFull(String file) {
    return Path.of(file).toAbsolutePath().normalize().toString();
  }

  /** The end of the command line: class path and main class, or what is in their place. */
  public List<String> mainArguments() {
    List<String> arguments = new ArrayList<>();
    if (main instanceof Main.OfJar jar) {
      arguments.add("-jar");
      arguments.add(jar.file());
      return arguments;
    }
    if (!classPath.isEmpty()) {
      arguments.add("-cp");
      arguments.add(classPath);
    }
    if (main instanceof Main.OfModule) {
      if (!modulePath.isEmpty() && flags.stream().noneMatch(JavaInvocation::isModulePath)) {
        arguments.add("--module-path=" + modulePath);
      }
      arguments.add("-m");
    }
    arguments.add(mainName());
    return arguments;
  }

  private static boolean saysWhatModulesThereAre(String flag) {
    return isModulePath(flag) || flag.startsWith("--add-modules=");
  }

  private static boolean isModulePath(String flag) {
    return flag.startsWith("--module-path=");
  }

  private static Main main(Properties properties, String classPath) {
    String module = properties.getProperty("jdk.module.main");
    if (module != null) {
      return new Main.OfModule(module, properties.getProperty("jdk.module.main.class"));
    }
    String command = properties.getProperty("sun.java.command", "");
    // With -jar the command begins with the file, whose name may hold spaces, and the class path
    // begins with it too (agents add to its end).
    String first = classPath.split(File.pathSeparator, -1)[0]; // As it was given: with a // in it.
    if (!first.isEmpty()) {
      boolean named = command.equals(first) || command.startsWith(first + " ");
      if (named && Files.isRegularFile(Path.of(first))) {
        return new Main.OfJar(first);
      }
    }
    int space = command.indexOf(' ');
    String name = space < 0 ? command : command.substring(0, space);
    if (name.isEmpty()) {
      throw new IllegalStateException(
          "this JVM does not tell its main class, so no standby can be started as it was");
    }
    int slash = name.indexOf('/');
    return slash <= 0
        ? new Main.OfClass(name)
        : new Main.OfModule(name.substring(0, slash), name.substring(slash + 1)); // One of the JDK.
  }

  // An agent adds itself to the class path of its JVM, and would again in each generation.
  private static String withoutRepeats(String path) {
    List<String> entries = List.of(path.split(File.pathSeparator, -1));
    return String.join(File.pathSeparator, new LinkedHashSet<>(entries));
  }

  /** Whether JNA is a named module in this process. */
  public static boolean hasJnaModule() {
    return ModuleLayer.boot().findModule("com.sun.jna").isPresent();
  }
}
