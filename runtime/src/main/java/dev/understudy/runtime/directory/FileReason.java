package dev.understudy.runtime.directory;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file operation failed, in words for a message that names the file itself. */
public final class FileReason {

  private FileReason() {}

  /** The reason, without the file and without the names of Java's classes. */
  public static String of(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    } else if (failure instanceof NoSuchFileException) {
      return "no such file or directory";
    } else if (failure instanceof FileAlreadyExistsException) {
      return "something else is there";
    } else if (failure instanceof NotDirectoryException) {
      return "not a directory";
    } else if (failure instanceof FileSystemException named && named.getReason() != null) {
      return named.getReason();
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
