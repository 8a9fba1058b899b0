package dev.understudy.runtime.launch.contact;

import dev.understudy.runtime.directory.FileReason;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.RunDirectoryException;
import dev.understudy.runtime.launch.report.CommandException;
import dev.understudy.runtime.launch.report.ExitCode;
import dev.understudy.runtime.os.Fence;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.os.WriterMutexes;
import dev.understudy.runtime.spi.ServerClass;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** Takes a directory for this process, and for nobody else. */
public final class DirectoryLock {

  private final RunDirectory directory;
  private final ServerClass serverClass;
  private final PairContact contact;

  /**
   * @param directory made, and fit to be served from
   */
  public DirectoryLock(RunDirectory directory, ServerClass serverClass) {
    this.directory = directory;
    this.serverClass = serverClass;
    this.contact = new PairContact(directory, serverClass, PairContact.TIMEOUT);
  }

  /**
   * Takes the fence.
   *
   * @return to be closed when the directory is given back
   * @throws CommandException when somebody serves it, or it is another class's
   */
  public Fence take() {
    if (!Files.exists(directory.fenceFile())) {
      requireUnserved(); // Before one is made that nobody of a running pair holds.
    }
    Fence fence = Fence.open(directory);
    boolean isOurs = false;
    try {
      if (!fence.tryTake()) {
        throw new CommandException(ExitCode.ALREADY_SERVED, heldByAnother());
      }
      requireUnserved();
      successor().ifPresent(this::refuse);
      isOurs = true;
      return fence;
    } finally {
      if (!isOurs) {
        fence.close();
      }
    }
  }

  /**
   * Takes a fence to begin an epoch, unless somebody has it, or is about to.
   *
   * @return whether it is held now
   * @throws RunDirectoryException if the directory cannot be read
   */
  public boolean tryTake(Fence fence) {
    return fence.tryTake() && successor().isEmpty();
  }

  private void requireUnserved() {
    PairFile.read(directory).ifPresentOrElse(this::requireOursAndDeserted, this::requireDeserted);
  }

  // The lock of a primary that has just died may be free before its successor has it.
  private Optional<ProcessIdentity> successor() {
    Optional<ProcessIdentity> standby = namedStandby();
    try {
      return standby.isPresent() ? standby : WriterMutexes.takeAll(directory);
    } catch (IOException e) {
      throw new RunDirectoryException(
          directory + " cannot be read (" + FileReason.of(e) + "): make it readable", e);
    }
  }

  private Optional<ProcessIdentity> namedStandby() {
    try {
      return PairFile.read(directory)
          .filter(contact::isStandingBy)
          .flatMap(PairMembers::standby)
          .filter(standby -> !WriterMutexes.isCopy(directory, standby));
    } catch (RunDirectoryException e) {
      return Optional.empty(); // Damaged, it names nobody: the mutexes tell.
    }
  }

  private void refuse(ProcessIdentity successor) {
    throw new CommandException(
        ExitCode.ALREADY_SERVED,
        directory
            + " is about to be served by its standby, process "
            + successor.pid()
            + ". See how it is with 'status'; if it does not move, end it with 'kill -KILL "
            + successor.pid()
            + "', and start again.");
  }

  private void requireOursAndDeserted(PairFile pair) {
    if (!pair.service().equals(serverClass.name())) {
      throw new CommandException(
          ExitCode.FAILED,
          "The directory "
              + directory
              + " holds the state of "
              + pair.service()
              + ", not of "
              + serverClass.name()
              + ": name another one with --dir.");
    }
    if (contact.answers(pair)) {
      throw new CommandException(
          ExitCode.ALREADY_SERVED,
          directory
              + " is already served, by process "
              + pair.primaryPid()
              + ", although nobody holds the fence: the file "
              + directory.fenceFile()
              + " was deleted or replaced while the pair runs. Run 'stop', then 'start'.");
    }
  }

  // With the pair file deleted too, the sockets still tell.
  private void requireDeserted() {
    if (contact.anyListens()) {
      throw new CommandException(
          ExitCode.ALREADY_SERVED,
          directory
              + " is already served: a process listens on a socket in it, although its fence and its"
              + " pair file were deleted. Run 'stop', then 'start'.");
    }
  }

  private String heldByAnother() {
    // One that names a dead primary is of the pair before the process that has the fence now.
    Optional<PairFile> pair =
        PairFile.read(directory)
            .filter(
                file -> file.place().isAnotherNamespace() || PairMembers.primary(file).isPresent());
    String by =
        pair.map(file -> "by process " + file.primaryPid())
            .orElse("by a process that has just been started");
    return directory
        + " is already served, "
        + by
        + ". See how it is with 'status', end it with 'stop', or name another directory with"
        + " --dir.";
  }
}
