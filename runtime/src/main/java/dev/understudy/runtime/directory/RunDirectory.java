package dev.understudy.runtime.directory;

import dev.understudy.runtime.text.ShellText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directory that the two processes of a pair share, and the names of what lies in it:
 *
 * <pre>
 * fence                    the lock that only the primary holds
 * pair                     the pair file, see {@link PairFile}
 * guardian                 who guards the pair, see {@link GuardianFile}
 * life                     a number that tells the sessions of a restored state from earlier ones
 * last-words               which call the primary is in, mapped into its memory
 * journal/                 the segments of the journal
 * snapshots/               the snapshots
 * obituaries               one line for each death
 * arguments-…              the arguments of the java commands of children
 * logs/                    the output of standbys
 * e12-4711.sock            the endpoint of process 4711, for the epoch of epoch 12
 * spare                    which process is the spare, see {@link SpareFile}
 * spare-4712.sock          the endpoint of the spare
 * classes-….jsa            archives of class data
 * </pre>
 *
 * Immutable, for any thread.
 */
public final class RunDirectory {

  /** The longest path, in bytes, that the kernel takes for a socket. */
  public static final int MAX_SOCKET_PATH_BYTES = 106;

  // A thousand million epochs, and the largest pid that Linux knows.
  private static final String LONGEST_ENDPOINT = endpointName(999_999_999, 4_194_304);

  private static final String SPARE_ENDPOINT = "spare-";

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final Path root;

  private RunDirectory(Path root) {
    this.root = root;
  }

  /** Names a directory, which need not be there yet. Nothing is checked. */
  public static RunDirectory of(Path directory) {
    return new RunDirectory(directory.toAbsolutePath().normalize());
  }

  /**
   * Makes the directory, its parents and its folders where they are missing, and checks that it is
   * fit to be served from: ours, writable, closed to all others, its path short enough for sockets.
   *
   * @throws RunDirectoryException if it is not, or cannot be made
   */
  public void create() {
    requireShortPath();
    try {
      if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
        createRoot();
      }
      if (!Files.isDirectory(root)) {
        throw new RunDirectoryException(
            root + " is not a directory: choose another with --dir, or move it away");
      }
      requireClosedToOthers();
      requireOursAndWritable();
      Files.createDirectories(journalDirectory());
      Files.createDirectories(snapshotDirectory());
      Files.createDirectories(logDirectory());
    } catch (IOException e) {
      throw new RunDirectoryException(
          "the directory "
              + root
              + " cannot be used ("
              + FileReason.of(e)
              + "): choose another with --dir",
          e);
    }
  }

  /** The directory itself, as an absolute path. */
  public Path root() {
    return root;
  }

  /** The file of the fence: never to be read or opened by anyone but the fence. */
  public Path fenceFile() {
    return root.resolve("fence");
  }

  /** The pair file, see {@link PairFile}. */
  public Path pairFile() {
    return root.resolve("pair");
  }

  /** The file that names the guardian, see {@link GuardianFile}. */
  public Path guardianFile() {
    return root.resolve("guardian");
  }

  /** The file that names the spare, see {@link SpareFile}. */
  public Path spareFile() {
    return root.resolve("spare");
  }

  /** What the primary is doing, for its successor. */
  public Path lastWordsFile() {
    return root.resolve("last-words");
  }

  /** Which life of its state this is: another one after a restore. */
  public Path lifeFile() {
    return root.resolve("life");
  }

  /** The contract of the class, for people and for other builds, see {@link ContractFile}. */
  public Path contractFile() {
    return root.resolve("contract");
  }

  /** Where the segments of the journal are. */
  public Path journalDirectory() {
    return root.resolve("journal");
  }

  /** Where the snapshots are. */
  public Path snapshotDirectory() {
    return root.resolve("snapshots");
  }

  /** The file with one line for each death. */
  public Path obituaryFile() {
    return root.resolve("obituaries");
  }

  /** The arguments of the children of a primary, see {@link ArgumentFile}. */
  public Path childArguments() {
    return root.resolve("arguments-children");
  }

  /** The arguments of a primary that a guardian starts. */
  public Path primaryArguments() {
    return root.resolve("arguments-primary");
  }

  /** The arguments of the small process that a guardian becomes. */
  public Path guardianArguments() {
    return root.resolve("arguments-guardian");
  }

  /** Where the output of standbys goes. */
  public Path logDirectory() {
    return root.resolve("logs");
  }

  /** Which process ends the pair in order; absent when none does. */
  public Path stoppingFile() {
    return root.resolve("stopping");
  }

  /** What the last orderly end could not do; absent if it could do all. */
  public Path stopNoteFile() {
    return root.resolve("stop.note");
  }

  /** What the processes that make snapshots print. */
  public Path snapshotterLog() {
    return logDirectory().resolve("snapshotter.log");
  }

  /**
   * An archive of class data.
   *
   * @param key tells archives of different class paths and JDKs apart; fit for a file name
   */
  public Path classArchive(String key) {
    return root.resolve("classes-" + key + ".jsa");
  }

  /**
   * A socket in this directory.
   *
   * @param name as {@link #endpointName} made it
   */
  public Path socket(String name) {
    return root.resolve(name);
  }

  /**
   * The name of the socket on which a process listens. It carries the epoch, because a connection
   * to a dead primary's socket succeeds, and hangs until the kernel is done with the dead.
   *
   * @param epoch the epoch in which the process serves, or would
   * @param pid the process
   */
  public static String endpointName(long epoch, long pid) {
    return "e" + epoch + "-" + pid + ".sock";
  }

  /** The name of the socket on which a spare listens: no epoch is its own yet. */
  public static String spareEndpointName(long pid) {
    return SPARE_ENDPOINT + pid + ".sock";
  }

  /** Whether a socket of that name is a spare's. */
  public static boolean isSpareEndpoint(String name) {
    return name.startsWith(SPARE_ENDPOINT);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RunDirectory that && root.equals(that.root);
  }

  @Override
  public int hashCode() {
    return root.hashCode();
  }

  @Override
  public String toString() {
    return root.toString();
  }

  private void createRoot() throws IOException {
    Path parent = root.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try {
      if (hasPosixPermissions()) {
        Files.createDirectory(root, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      } else {
        Files.createDirectory(root);
      }
    } catch (FileAlreadyExistsException e) {
      // Another start made it at the same time: what follows decides whether it is fit.
      if (!Files.isDirectory(root)) {
        throw e;
      }
    }
  }

  private void requireShortPath() {
    int bytes = socket(LONGEST_ENDPOINT).toString().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_SOCKET_PATH_BYTES) {
      int tooMany = bytes - MAX_SOCKET_PATH_BYTES;
      throw new RunDirectoryException(
          "the path of the directory %s is %d %s too long for the sockets in it: choose a shorter one with --dir"
              .formatted(root, tooMany, tooMany == 1 ? "byte" : "bytes"));
    }
  }

  private void requireClosedToOthers() throws IOException {
    if (!hasPosixPermissions()) {
      return;
    }
    Set<PosixFilePermission> granted = EnumSet.noneOf(PosixFilePermission.class);
    granted.addAll(Files.getPosixFilePermissions(root));
    granted.removeAll(OWNER_ONLY);
    if (!granted.isEmpty()) {
      throw new RunDirectoryException(
          "the directory "
              + root
              + " is open to other users (mode "
              + PosixFilePermissions.toString(Files.getPosixFilePermissions(root))
              + "): run "
              + ShellText.of("chmod", "700", root.toString())
              + " and start again, or choose another with --dir");
    }
  }

  // A file of our own in it answers both questions: may we write there, and is it ours?
  private void requireOursAndWritable() throws IOException {
    Path probe;
    try {
      probe = Files.createTempFile(root, "probe", ".new");
    } catch (IOException e) {
      throw new RunDirectoryException(
          "the directory "
              + root
              + " cannot be written ("
              + FileReason.of(e)
              + "): make it writable for this user, or choose another with --dir",
          e);
    }
    UserPrincipal us;
    try {
      us = Files.getOwner(probe);
    } finally {
      Files.deleteIfExists(probe);
    }
    UserPrincipal owner = Files.getOwner(root);
    if (!owner.equals(us)) {
      throw new RunDirectoryException(
          "the directory "
              + root
              + " belongs to "
              + owner.getName()
              + ", and this process to "
              + us.getName()
              + ": start as "
              + owner.getName()
              + ", or choose another with --dir");
    }
  }

  private boolean hasPosixPermissions() throws IOException {
    Path existing = root;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return Files.getFileStore(existing).supportsFileAttributeView(PosixFileAttributeView.class);
  }
}
