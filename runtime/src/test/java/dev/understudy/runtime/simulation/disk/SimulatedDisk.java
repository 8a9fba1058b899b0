package dev.understudy.runtime.simulation.disk;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The disk: files under names, as the page cache has them, and as the disk has. Names change in the
 * order in which they were changed, as on a file system with a journal; contents do not.
 */
public final class SimulatedDisk {

  /**
   * A name that stands for another file since, or for none, and may be lost with the power.
   *
   * @param from the name that this file had before, if it had one in the same folder
   */
  private record Renaming(String folder, String path, @Nullable Inode now, @Nullable String from) {}

  private static final int NEVER = -1;

  private final NavigableMap<String, Inode> files = new TreeMap<>();
  private final Set<String> folders = new HashSet<>(Set.of("/"));
  private final NavigableMap<String, Inode> durableFiles = new TreeMap<>();
  private final List<Renaming> renamings = new ArrayList<>();
  private long lastNumber;
  private boolean isFull;
  private int syncsToFailure = NEVER;

  /** Whether no file can grow. */
  public boolean isFull() {
    return isFull;
  }

  /** From now on no file can grow; or all can again. */
  public void setFull(boolean full) {
    isFull = full;
  }

  /** The next sync of a file fails, and what it was to write never reaches the disk. */
  public void failNextForce() {
    failForceAfter(0);
  }

  /** So does the one after so many others. */
  public void failForceAfter(int syncs) {
    syncsToFailure = syncs;
  }

  /** Loses the power: what was not synced reaches the disk, or not, as the supplier says. */
  public void losePower(BooleanSupplier reaches, IntUnaryOperator below) {
    int survive = below.applyAsInt(renamings.size() + 1);
    renamings.subList(0, survive).forEach(this::persist);
    renamings.clear();
    Set<Inode> kept = new HashSet<>(durableFiles.values());
    files.clear();
    files.putAll(durableFiles);
    // In the order of names: the same seed, the same run.
    for (Inode inode : new ArrayList<>(durableFiles.values())) {
      if (kept.remove(inode)) {
        inode.losePower(reaches);
      }
    }
    syncsToFailure = NEVER;
  }

  private void persist(Renaming renaming) {
    if (renaming.from != null) {
      durableFiles.remove(renaming.from);
    }
    if (renaming.now == null) {
      durableFiles.remove(renaming.path);
    } else {
      durableFiles.put(renaming.path, renaming.now);
    }
  }

  // ---- names

  boolean isFolder(String path) {
    return folders.contains(path);
  }

  @Nullable Inode file(String path) {
    return files.get(path);
  }

  Inode existing(String path) throws NoSuchFileException {
    Inode inode = files.get(path);
    if (inode == null) {
      throw new NoSuchFileException(path);
    }
    return inode;
  }

  /** The names in a folder, without what comes before them. */
  Set<String> names(String folder) {
    Set<String> names = new TreeSet<>();
    String prefix = folder.equals("/") ? "/" : folder + "/";
    for (Map.Entry<String, Inode> entry : files.tailMap(prefix, false).entrySet()) {
      if (!entry.getKey().startsWith(prefix)) {
        break;
      }
      String rest = entry.getKey().substring(prefix.length());
      if (rest.indexOf('/') < 0) {
        names.add(rest);
      }
    }
    return names;
  }

  // Folders are made once, at the first start, and count as durable at once.
  void makeFolder(String path) throws FileAlreadyExistsException {
    if (files.containsKey(path) || !folders.add(path)) {
      throw new FileAlreadyExistsException(path);
    }
  }

  Inode make(String path) throws IOException {
    if (!folders.contains(folderOf(path))) {
      throw new NoSuchFileException(path);
    }
    Inode inode = new Inode(++lastNumber);
    files.put(path, inode);
    renamings.add(new Renaming(folderOf(path), path, inode, null));
    return inode;
  }

  void delete(String path) throws NoSuchFileException {
    if (files.remove(path) == null) {
      throw new NoSuchFileException(path);
    }
    renamings.add(new Renaming(folderOf(path), path, null, null));
  }

  /** One change, of which a loss of power leaves all or nothing. */
  void move(String from, String to) throws NoSuchFileException {
    Inode inode = existing(from);
    files.remove(from);
    files.put(to, inode);
    renamings.add(new Renaming(folderOf(to), to, inode, from));
  }

  private static String folderOf(String path) {
    return path.substring(0, Math.max(1, path.lastIndexOf('/')));
  }

  // ---- contents

  void write(Inode inode, int position, byte[] bytes, int offset, int length) throws IOException {
    if (isFull && inode.grows(position, length)) {
      throw new IOException("No space left on device");
    }
    inode.write(position, bytes, offset, length);
  }

  void force(Inode inode) throws IOException {
    if (syncsToFailure == 0) {
      syncsToFailure = NEVER;
      inode.failToForce();
    }
    syncsToFailure = Math.max(NEVER, syncsToFailure - 1);
    inode.force();
  }

  // A journaling file system writes all changes of names before it, whatever folder they are in.
  void forceFolder(String folder) {
    int last = -1;
    for (int i = 0; i < renamings.size(); i++) {
      last = renamings.get(i).folder.equals(folder) ? i : last;
    }
    List<Renaming> before = renamings.subList(0, last + 1);
    before.forEach(this::persist);
    before.clear();
  }
}
