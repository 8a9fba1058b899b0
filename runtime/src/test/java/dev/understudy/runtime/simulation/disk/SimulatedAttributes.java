package dev.understudy.runtime.simulation.disk;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file, or of a folder.
 *
 * @param inode of the file; null of a folder
 */
record SimulatedAttributes(@Nullable Inode inode) implements BasicFileAttributes {

  @Override
  public boolean isRegularFile() {
    return inode != null;
  }

  @Override
  public boolean isDirectory() {
    return inode == null;
  }

  @Override
  public boolean isSymbolicLink() {
    return false;
  }

  @Override
  public boolean isOther() {
    return false;
  }

  @Override
  public long size() {
    return inode == null ? 0 : inode.size();
  }

  @Override
  public @Nullable Object fileKey() {
    return inode == null ? null : inode.number();
  }

  @Override
  public FileTime lastModifiedTime() {
    return FileTime.fromMillis(0);
  }

  @Override
  public FileTime lastAccessTime() {
    return FileTime.fromMillis(0);
  }

  @Override
  public FileTime creationTime() {
    return FileTime.fromMillis(0);
  }
}
