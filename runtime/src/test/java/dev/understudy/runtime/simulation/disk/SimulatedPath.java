package dev.understudy.runtime.simulation.disk;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The name of a file on a simulated disk, as one process sees it. */
final class SimulatedPath implements Path {

  private final SimulatedFileSystem files;
  private final boolean isAbsolute;
  private final List<String> names;
  private @Nullable String key;

  private SimulatedPath(SimulatedFileSystem files, boolean isAbsolute, List<String> names) {
    this.files = files;
    this.isAbsolute = isAbsolute;
    this.names = names;
  }

  static SimulatedPath of(SimulatedFileSystem files, String text) {
    List<String> names = Arrays.stream(text.split("/")).filter(name -> !name.isEmpty()).toList();
    return new SimulatedPath(files, text.startsWith("/"), names);
  }

  /** As the disk knows it. */
  String key() {
    if (key == null) {
      key = "/" + String.join("/", names);
    }
    return key;
  }

  @Override
  public FileSystem getFileSystem() {
    return files;
  }

  @Override
  public boolean isAbsolute() {
    return isAbsolute;
  }

  @Override
  public @Nullable Path getRoot() {
    return isAbsolute ? new SimulatedPath(files, true, List.of()) : null;
  }

  @Override
  public @Nullable Path getFileName() {
    return names.isEmpty() ? null : getName(names.size() - 1);
  }

  @Override
  public @Nullable Path getParent() {
    if (names.isEmpty() || (!isAbsolute && names.size() == 1)) {
      return null;
    }
    return new SimulatedPath(files, isAbsolute, names.subList(0, names.size() - 1));
  }

  @Override
  public int getNameCount() {
    return names.size();
  }

  @Override
  public Path getName(int index) {
    return subpath(index, index + 1);
  }

  @Override
  public Path subpath(int begin, int end) {
    return new SimulatedPath(files, false, names.subList(begin, end));
  }

  @Override
  public boolean startsWith(Path other) {
    SimulatedPath start = (SimulatedPath) other;
    return isAbsolute == start.isAbsolute
        && names.size() >= start.names.size()
        && names.subList(0, start.names.size()).equals(start.names);
  }

  @Override
  public boolean endsWith(Path other) {
    List<String> end = ((SimulatedPath) other).names;
    return names.size() >= end.size()
        && names.subList(names.size() - end.size(), names.size()).equals(end);
  }

  @Override
  public Path normalize() {
    return this; // Nobody names "." or "..".
  }

  @Override
  public Path resolve(Path other) {
    SimulatedPath tail = (SimulatedPath) other;
    if (tail.isAbsolute) {
      return tail;
    }
    return of(files, (isAbsolute ? "/" : "") + String.join("/", names) + "/" + tail);
  }

  @Override
  public Path relativize(Path other) {
    SimulatedPath below = (SimulatedPath) other;
    return below.subpath(names.size(), below.names.size());
  }

  @Override
  public Path toAbsolutePath() {
    return isAbsolute ? this : of(files, key());
  }

  @Override
  public Path toRealPath(LinkOption... options) {
    return toAbsolutePath();
  }

  @Override
  public URI toUri() {
    return URI.create("simulated:" + key());
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int compareTo(Path other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SimulatedPath path
        && path.isAbsolute == isAbsolute
        && path.names.equals(names);
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }

  @Override
  public String toString() {
    return isAbsolute ? key() : String.join("/", names);
  }
}
