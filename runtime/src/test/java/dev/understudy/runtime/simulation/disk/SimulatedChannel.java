package dev.understudy.runtime.simulation.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** An open file of a simulated disk, or an open folder, which can only be synced. */
final class SimulatedChannel extends PlainFileChannel {

  private final SimulatedDisk disk;
  private final DiskUser user;
  private final @Nullable Inode inode;
  private final String folder;
  private long position;

  private SimulatedChannel(
      SimulatedDisk disk, DiskUser user, @Nullable Inode inode, String folder) {
    this.disk = disk;
    this.user = user;
    this.inode = inode;
    this.folder = folder;
  }

  static FileChannel ofFile(SimulatedDisk disk, DiskUser user, Inode inode) {
    return new SimulatedChannel(disk, user, inode, "");
  }

  static FileChannel ofFolder(SimulatedDisk disk, DiskUser user, String folder) {
    return new SimulatedChannel(disk, user, null, folder);
  }

  private Inode inode() throws IOException {
    if (inode == null) {
      throw new IOException("Is a directory");
    }
    return inode;
  }

  @Override
  public int read(ByteBuffer into, long at) throws IOException {
    user.beforeRead();
    return into.hasRemaining() ? inode().read((int) at, into) : 0;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int read = read(into, position);
    position += Math.max(read, 0);
    return read;
  }

  @Override
  public int write(ByteBuffer from, long at) throws IOException {
    byte[] bytes = new byte[from.remaining()];
    from.duplicate().get(bytes);
    int done = 0;
    while (done < bytes.length) {
      user.beforeEffect();
      int count = user.partOf(bytes.length - done);
      disk.write(inode(), (int) at + done, bytes, done, count);
      done += count;
    }
    from.position(from.limit());
    return bytes.length;
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    int written = write(from, position);
    position += written;
    return written;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public FileChannel position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public long size() throws IOException {
    return inode().size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    user.beforeEffect();
    inode().truncate((int) size);
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    user.beforeEffect();
    if (inode == null) {
      disk.forceFolder(folder);
    } else if (user.syncs()) {
      disk.force(inode);
    }
  }

  @Override
  protected void implCloseChannel() {}
}
