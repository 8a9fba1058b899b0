package dev.understudy.runtime.directory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The contract of the class whose state a directory holds, in words: with it, another build can say
 * what differs. Files of the state and peers are compared by a number, so nothing but a message
 * depends on it.
 */
public final class ContractFile {

  private ContractFile() {}

  /**
   * Writes the contract, if it is not there already.
   *
   * @param service the binary name of the class
   */
  public static void write(RunDirectory directory, String service, String contract)
      throws IOException {
    String text = beginning(service) + contract + "\n";
    Path file = directory.contractFile();
    if (!text.equals(text(file))) {
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      try {
        PlainFile.makeWay(draft);
        Files.writeString(draft, text, StandardCharsets.UTF_8);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        Files.deleteIfExists(draft); // On a full disk its room is wanted by others.
        throw e;
      }
    }
  }

  /** The contract that was written; empty if there is none, or one of another class. */
  public static Optional<String> read(RunDirectory directory, String service) {
    String text = text(directory.contractFile());
    String beginning = beginning(service);
    boolean isWhole = text.length() > beginning.length() && text.endsWith("\n");
    return isWhole && text.startsWith(beginning)
        ? Optional.of(text.substring(beginning.length(), text.length() - 1))
        : Optional.empty();
  }

  private static String beginning(String service) {
    return "class " + service + "\n";
  }

  private static String text(Path file) {
    try {
      return WholeFile.read(file);
    } catch (IOException e) {
      return ""; // It is not there, or not ours to read: less can be said.
    }
  }
}
