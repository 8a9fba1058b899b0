package dev.understudy.runtime.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the number of a process means that process: since one start of the computer, in one PID
 * namespace. In another container, or after a power cut, somebody else may bear it.
 *
 * @param boot which start of the computer; empty where that cannot be told
 * @param namespace which PID namespace; empty where there are none
 */
public record ProcessPlace(String boot, String namespace) {

  /** Where nothing is known of: any process may be there. */
  public static final ProcessPlace UNKNOWN = new ProcessPlace("", "");

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");
  private static final ProcessPlace CURRENT = new ProcessPlace(bootId(), pidNamespace());

  /** That of this process. */
  public static ProcessPlace current() {
    return CURRENT;
  }

  /** Whether the computer was started anew since: then every process of this place is dead. */
  public boolean isOfFormerBoot() {
    return !boot.isEmpty() && !CURRENT.boot.isEmpty() && !boot.equals(CURRENT.boot);
  }

  /** Whether its numbers mean nothing here, and its processes may live all the same. */
  public boolean isAnotherNamespace() {
    return !isOfFormerBoot()
        && !namespace.isEmpty()
        && !CURRENT.namespace.isEmpty()
        && !namespace.equals(CURRENT.namespace);
  }

  private static String bootId() {
    try {
      return Files.readString(BOOT_ID).strip();
    } catch (IOException e) {
      return ""; // Another system than Linux.
    }
  }

  private static String pidNamespace() {
    try {
      return Files.readSymbolicLink(NAMESPACE).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }
}
