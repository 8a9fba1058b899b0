package dev.understudy.runtime.simulation.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@link java.nio.file.Files} asks for, as far as the journal and the snapshots need it. */
final class SimulatedProvider extends FileSystemProvider {

  private final SimulatedFileSystem files;
  private final SimulatedDisk disk;
  private final DiskUser user;

  SimulatedProvider(SimulatedFileSystem files) {
    this.files = files;
    this.disk = files.disk();
    this.user = files.user();
  }

  private static String key(Path path) {
    return ((SimulatedPath) path).key();
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    String key = key(path);
    if (disk.isFolder(key)) {
      return SimulatedChannel.ofFolder(disk, user, key);
    }
    Inode inode = disk.file(key);
    boolean makes =
        options.contains(StandardOpenOption.CREATE)
            || options.contains(StandardOpenOption.CREATE_NEW);
    if (inode != null && options.contains(StandardOpenOption.CREATE_NEW)) {
      throw new FileAlreadyExistsException(key);
    }
    if (inode == null && makes) {
      user.beforeEffect();
      inode = disk.make(key);
    } else if (inode == null) {
      throw new NoSuchFileException(key);
    } else if (options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
      user.beforeEffect();
      inode.truncate(0);
    }
    return SimulatedChannel.ofFile(disk, user, inode);
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    if (!disk.isFolder(key(folder))) {
      throw disk.file(key(folder)) == null
          ? new NoSuchFileException(key(folder))
          : new NotDirectoryException(key(folder));
    }
    user.beforeRead();
    List<Path> found = new ArrayList<>();
    for (String name : disk.names(key(folder))) {
      Path path = folder.resolve(name);
      if (filter.accept(path)) {
        found.add(path);
      }
    }
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return found.iterator();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    disk.makeFolder(key(folder));
  }

  @Override
  public void delete(Path path) throws IOException {
    user.beforeEffect();
    disk.existing(key(path));
    disk.delete(key(path));
  }

  @Override
  public void move(Path from, Path to, CopyOption... options) throws IOException {
    user.beforeEffect();
    boolean replaces =
        List.of(options).contains(StandardCopyOption.REPLACE_EXISTING)
            || List.of(options).contains(StandardCopyOption.ATOMIC_MOVE);
    if (!replaces && disk.file(key(to)) != null) {
      throw new FileAlreadyExistsException(key(to));
    }
    disk.existing(key(from));
    disk.move(key(from), key(to));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    if (!disk.isFolder(key(path))) {
      disk.existing(key(path));
    }
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    if (type != BasicFileAttributes.class) {
      throw new UnsupportedOperationException(type.getName());
    }
    checkAccess(path);
    return type.cast(new SimulatedAttributes(disk.file(key(path))));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) {
    throw new UnsupportedOperationException(names);
  }

  @Override
  public FileStore getFileStore(Path path) {
    return new SimulatedStore(disk);
  }

  @Override
  public boolean isSameFile(Path one, Path other) {
    return one.equals(other);
  }

  @Override
  public String getScheme() {
    return "simulated";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return files;
  }

  @Override
  public Path getPath(URI uri) {
    return files.getPath(uri.getPath());
  }

  @Override
  public void copy(Path from, Path to, CopyOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isHidden(Path path) {
    return false;
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return null;
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options) {
    throw new UnsupportedOperationException();
  }
}
