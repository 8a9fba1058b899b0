package dev.understudy.runtime.node;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.directory.ContractFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.journal.ForeignJournalException;
import dev.understudy.runtime.journal.Journal;
import dev.understudy.runtime.journal.JournalIdentity;
import dev.understudy.runtime.journal.JournalOptions;
import dev.understudy.runtime.journal.JournalPosition;
import dev.understudy.runtime.journal.snapshot.BackupDraft;
import dev.understudy.runtime.node.state.Recovery;
import dev.understudy.runtime.node.state.RenewableStandby;
import dev.understudy.runtime.node.state.StateCopy;
import dev.understudy.runtime.spi.Contracts;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.LogRecordWriter;
import dev.understudy.runtime.wire.WireOutput;
import java.io.IOException;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State that another build of the class has left. */
class OtherContractTest {

  private static final ServerClass OWN = WarmUpServer.SERVER_CLASS;
  private static final String OTHER = OWN.contract() + "\nquery mood() -> int";

  @TempDir Path root;
  private RunDirectory directory;

  @BeforeEach
  void leaveStateOfAnotherBuild() {
    directory = RunDirectory.of(root.resolve("run"));
    directory.create();
    JournalIdentity identity = new JournalIdentity(OWN.name(), Contracts.fingerprint(OTHER));
    WireOutput out = WireOutput.forCall();
    new LogRecordWriter().begin(LogRecord.Kind.EPOCH, 0, 1).write(out);
    try (Journal journal =
        Journal.open(directory, identity, JournalPosition.start(), new JournalOptions(1, false))) {
      journal.append(out.array(), 0, out.size(), 1, 0);
    }
  }

  private AbstractThrowableAssert<?, ?> assertThatRecoveryFails() {
    RenewableStandby part = new RenewableStandby(WarmUpServer::new);
    return assertThatThrownBy(() -> Recovery.begin(directory, new StateMachine(part), part))
        .isInstanceOf(ForeignJournalException.class)
        .hasMessageContaining("was written with another contract of " + OWN.name());
  }

  @Test
  void whatDiffersIsTold() throws IOException {
    ContractFile.write(directory, OWN.name(), OTHER);
    assertThatRecoveryFails()
        .hasMessageEndingWith(
            "choose another directory with --dir. What differs: only there \"query mood() ->"
                + " int\"");
  }

  @Test
  void whatDiffersFromABackupIsToldToo() {
    Path file = root.resolve("sum.backup");
    JournalIdentity identity = new JournalIdentity(OWN.name(), Contracts.fingerprint(OTHER));
    try (BackupDraft draft = BackupDraft.write(file, identity, 1, 1, OTHER, state -> {})) {
      draft.publish();
    }
    assertThatThrownBy(() -> StateCopy.read(file, WarmUpServer::new))
        .isInstanceOf(ForeignJournalException.class)
        .hasMessage(
            file
                + " was made with another contract of "
                + OWN.name()
                + " (operations or state types differ): restore it with the build that made it."
                + " What differs: only there \"query mood() -> int\"");
  }

  @Test
  void aContractThatIsNotThatOfTheStateIsNotBelieved() throws IOException {
    ContractFile.write(directory, OWN.name(), OTHER + "\nquery more() -> int");
    assertThatRecoveryFails().hasMessageEndingWith("choose another directory with --dir");
  }

  @Test
  void withoutOneLessIsSaid() throws IOException {
    assertThatRecoveryFails().hasMessageEndingWith("choose another directory with --dir");
    ContractFile.write(directory, "another.Class", OTHER);
    assertThatRecoveryFails().hasMessageEndingWith("choose another directory with --dir");
  }
}
