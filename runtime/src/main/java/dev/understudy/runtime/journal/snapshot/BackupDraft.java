package dev.understudy.runtime.journal.snapshot;

import dev.understudy.runtime.directory.FileReason;
import dev.understudy.runtime.directory.FolderSync;
import dev.understudy.runtime.journal.JournalFailedException;
import dev.understudy.runtime.journal.JournalIdentity;
import dev.understudy.runtime.journal.SegmentFiles;
import dev.understudy.runtime.wire.WireOutput;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A backup that is durable on the disk and does not bear its name yet, so that it can be read first
 * and found whole. Closed without {@link #publish}, nothing is left of it. Confined to one thread.
 */
public final class BackupDraft implements AutoCloseable {

  private final Path file;
  private final Path fresh;
  private final JournalIdentity identity;

  private BackupDraft(Path file, Path fresh, JournalIdentity identity) {
    this.file = file;
    this.fresh = fresh;
    this.identity = identity;
  }

  /**
   * Sees to it that a backup may have a name, before work is done for it.
   *
   * @throws JournalFailedException if something bears it, or its folder is not there
   */
  public static void requireFree(Path file) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw exists(file, null);
    }
    Path folder = folder(file);
    if (!Files.isDirectory(folder)) {
      throw new JournalFailedException(
          "the backup "
              + file
              + " cannot be written (there is no folder "
              + folder
              + "): make it, or name another file",
          null);
    }
  }

  /**
   * Writes a backup, which only its owner may read.
   *
   * @param file which name it is to have; the draft is written in the same folder
   * @param sequence the last update in it
   * @param epoch the epoch of that update
   * @param contract of the class, in words
   * @param state writes the state
   * @throws JournalFailedException if it cannot be written; nothing is left of it then
   * @throws RuntimeException what {@code state} throws; nothing is left of it either
   */
  public static BackupDraft write(
      Path file,
      JournalIdentity identity,
      long sequence,
      long epoch,
      String contract,
      Consumer<WireOutput> state) {
    requireFree(file);
    Path fresh = SegmentFiles.unfinished(file.toAbsolutePath());
    // Ctrl-C ends this process in order, and past all that is closed in here.
    fresh.toFile().deleteOnExit();
    BackupDraft draft = new BackupDraft(file, fresh, identity);
    try {
      Files.deleteIfExists(fresh);
      createForOwner(fresh);
      SnapshotOutput.write(fresh, identity, sequence, epoch, state);
      BackupContract.append(fresh, contract);
      return draft;
    } catch (IOException e) {
      draft.abandon(e);
      throw cannotWrite(file, e);
    } catch (RuntimeException | Error e) {
      draft.abandon(e);
      throw e;
    }
  }

  // What made it fail is what the user has to know.
  private void abandon(Throwable why) {
    try {
      Files.deleteIfExists(fresh);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  /**
   * Reads back what is on the disk, to be closed; what is thrown is as with {@link Backup#read}.
   */
  public Backup read() {
    return Backup.read(fresh, identity);
  }

  /**
   * Gives it its name, and returns when that is durable.
   *
   * @throws JournalFailedException if something else bears it by now, or the file system refuses
   */
  public void publish() {
    try {
      link();
      FolderSync.force(folder(file));
    } catch (FileAlreadyExistsException e) {
      throw exists(file, e);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(fresh);
    } catch (IOException e) {
      throw new JournalFailedException(
          fresh + " cannot be deleted (" + FileReason.of(e) + "): delete it by hand", e);
    }
  }

  // A link never replaces a file, as a rename would.
  private void link() throws IOException {
    try {
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException e) {
      requireFree(file); // A file system without links.
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void createForOwner(Path file) throws IOException {
    if (Files.getFileStore(folder(file)).supportsFileAttributeView(PosixFileAttributeView.class)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
  }

  private static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file.toAbsolutePath() : folder;
  }

  private static JournalFailedException exists(Path file, @Nullable IOException cause) {
    return new JournalFailedException(
        file + " exists already, and a backup replaces nothing: name another file", cause);
  }

  private static JournalFailedException cannotWrite(Path file, IOException e) {
    return new JournalFailedException(
        "the backup "
            + file
            + " cannot be written ("
            + FileReason.of(e)
            + "): make room for it, or name another file",
        e);
  }
}
