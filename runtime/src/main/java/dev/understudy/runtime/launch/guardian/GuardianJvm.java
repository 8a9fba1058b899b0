package dev.understudy.runtime.launch.guardian;

import dev.understudy.runtime.directory.ArgumentFile;
import dev.understudy.runtime.directory.FileReason;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.launch.children.ChildCommandLine;
import dev.understudy.runtime.launch.children.JavaInvocation;
import dev.understudy.runtime.launch.children.SharedFlags;
import dev.understudy.runtime.os.ProcessImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The JVM of a guardian. The one that the user started has the flags of a server, which may commit
 * gigabytes at once; so the process goes on as another, small one, under the same number, which is
 * told the user's flags for the primaries that it starts. Without state.
 */
final class GuardianJvm {

  /** A guardian keeps next to nothing: these hold it to some tens of megabytes. */
  private static final List<String> SMALL =
      List.of(
          "-Xms4m",
          "-Xmx32m",
          "-Xss512k",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:ReservedCodeCacheSize=16m");

  // For people who look for it with ps, or pgrep -f.
  private static final String LAUNCHER = "-Dunderstudy.guardian.launcher=";

  private static final String PROPERTY = "understudy.guardian.flags";

  private GuardianJvm() {}

  /**
   * How the primaries of this guardian are to be started.
   *
   * @return null in a JVM that has yet to become small
   */
  static @Nullable JavaInvocation ofPrimaries(Properties properties) {
    Object flags = properties.remove(PROPERTY);
    if (!(flags instanceof String encoded)) {
      return null;
    }
    JavaInvocation own = JavaInvocation.ofThisProcess();
    return new JavaInvocation(
        own.javaHome(),
        own.feature(),
        own.vmVersion(),
        decode(encoded),
        own.classPath(),
        own.modulePath(),
        own.main());
  }

  /**
   * Goes on in a small JVM, if that can be; then it does not return.
   *
   * @param user how the user started this process
   * @param directory the pair's
   * @param programArguments what {@code launch} received
   * @return why it could not be
   */
  static String become(JavaInvocation user, RunDirectory directory, List<String> programArguments) {
    try {
      String file =
          ArgumentFile.write(
              directory.guardianArguments(), arguments(user, directory, programArguments));
      return ProcessImage.replace(
          List.of(user.command().toString(), LAUNCHER + user.mainName(), file),
          SharedFlags.INHERITED_VARIABLES);
    } catch (IOException e) {
      return directory.guardianArguments() + " cannot be written: " + FileReason.of(e);
    }
  }

  /** The arguments of the small JVM's java command. */
  static List<String> arguments(
      JavaInvocation user, RunDirectory directory, List<String> programArguments) {
    List<String> command = new ArrayList<>();
    for (String flag : SharedFlags.of(user.flags(), List.of())) {
      // What the user's own main may read, and what modules need.
      if (flag.startsWith("-D") || flag.startsWith("--")) {
        command.add(flag);
      }
    }
    command.addAll(
        new ChildCommandLine(user, List.of(), JavaInvocation.hasJnaModule(), directory).ownFlags());
    command.addAll(SMALL);
    command.add("-D" + PROPERTY + "=" + encode(user.flags()));
    command.addAll(user.mainArguments());
    command.addAll(programArguments);
    return command;
  }

  private static String encode(List<String> flags) {
    List<String> encoded = new ArrayList<>();
    for (String flag : flags) {
      byte[] utf8 = flag.getBytes(StandardCharsets.UTF_8);
      encoded.add(Base64.getUrlEncoder().withoutPadding().encodeToString(utf8));
    }
    return String.join(",", encoded);
  }

  private static List<String> decode(String text) {
    List<String> flags = new ArrayList<>();
    for (String encoded : text.split(",", -1)) {
      if (!encoded.isEmpty()) {
        flags.add(new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8));
      }
    }
    return flags;
  }
}
