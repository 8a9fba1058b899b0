package dev.understudy.runtime.launch.children;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.runtime.directory.ArgumentFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.launch.contact.TestService;
import dev.understudy.runtime.node.state.ChildProcess;
import dev.understudy.runtime.node.state.NodeOptions;
import dev.understudy.runtime.os.Fence;
import dev.understudy.runtime.os.ProcessIdentity;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessesTest {

  private static final NodeOptions OPTIONS =
      new NodeOptions(
          Duration.ofSeconds(5), Duration.ofSeconds(10), 100, false, false, false, List.of("a b"));

  private static final long LIMIT = 1 << 20;

  @TempDir private Path temporary;

  private RunDirectory directory;

  @BeforeEach
  void create() {
    directory = RunDirectory.of(temporary.resolve("run"));
    directory.create();
    Fence.open(directory).close(); // A primary has made it before it has children.
  }

  private ChildProcesses children(String classPath, String... args) {
    return new ChildProcesses(
        directory, OPTIONS, TestService.CLASS, command(classPath, args), LIMIT, null, "");
  }

  private ChildCommandLine command(String classPath, String... args) {
    return command(List.of("-Xmx64m", "-Dprobe=x y"), classPath, args);
  }

  private ChildCommandLine command(List<String> flags, String classPath, String... args) {
    JavaInvocation own = JavaInvocation.ofThisProcess();
    JavaInvocation java =
        new JavaInvocation(
            own.javaHome(),
            own.feature(),
            own.vmVersion(),
            flags,
            classPath,
            "",
            new JavaInvocation.Main.OfClass(ProbeMain.class.getName()));
    return new ChildCommandLine(java, List.of(args), false, directory);
  }

  // Without SLF4J's provider of the tests, as in most applications that are new.
  private static List<String> entries() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("slf4j-simple"))
        .toList();
  }

  private static String classPath() {
    return String.join(File.pathSeparator, entries());
  }

  private static void awaitDeath(ChildProcess process) throws Exception {
    process.death().get(30, TimeUnit.SECONDS);
    assertThat(ProcessHandle.of(process.pid())).isEmpty();
  }

  private String log(String name) throws IOException {
    return Files.readString(directory.logDirectory().resolve(name));
  }

  @Test
  void standbyIsASessionOfItsOwnWithOutputInAFile() throws Exception {
    awaitDeath(children(classPath(), "--dir", "r", "exit").startStandby(3, 1));
    assertThat(log("standby-e3-1.log"))
        .contains("leads=true\nnice=0\nstdin=-1\nargs=[--dir, r, exit]\ntool=null\n")
        .contains("home=" + System.getenv("HOME") + "\nproperty=x y\nkind=null\nerror=here\n")
        .containsPattern("\\d{4}-\\d\\d-\\d\\d [0-9:.]+ probed\n$")
        .doesNotContain("SLF4J", "WARNING");
  }

  @Test
  void standbyWhosePrimaryIsGoneLeaves() throws Exception {
    ProcessIdentity gone = new ProcessIdentity(ProcessHandle.current().pid(), 1);
    Path output = directory.logDirectory().resolve("orphan.log");
    ChildTask task =
        new ChildTask(
            ChildTask.Kind.STANDBY, directory.root(), 3, gone, output, OPTIONS, LIMIT, "");
    ChildCommandLine how = command(classPath(), "hang");
    String file =
        ArgumentFile.write(directory.childArguments(), how.arguments(List.of("a b"), flag -> true));
    List<String> command = how.of(task, List.of(), file);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(log("orphan.log"))
        .contains("The primary that started this process, " + gone.pid() + ", is gone: leaving.")
        .doesNotContain("probed");
  }

  @Test
  void snapshotterHasTheLeastPriority() throws Exception {
    awaitDeath(children(classPath(), "exit").startSnapshotter());
    assertThat(log("snapshotter.log")).contains("leads=true\nnice=19\n");
  }

  @Test
  void faultOfAChildIsReportedInItsOutputAndInAFile() throws Exception {
    ChildProcess process = children(classPath(), "fail").startStandby(3, 2);
    awaitDeath(process);
    Path report = directory.logDirectory().resolve("understudy-fault-" + process.pid() + ".txt");
    assertThat(log("standby-e3-2.log"))
        .contains(
            "An internal fault of Understudy: java.lang.IllegalStateException: as asked. Please"
                + " report it, with the file "
                + report
                + ".")
        .doesNotContain("\tat ");
    assertThat(report).content().contains("\tat dev.understudy");
  }

  @Test
  void killedChildIsDead() throws Exception {
    ChildProcess process = children(classPath(), "hang").startStandby(1, 1);
    await().atMost(Duration.ofSeconds(30)).until(() -> log("standby-e1-1.log").contains("probed"));
    assertThat(process.death()).isNotDone();
    process.kill();
    awaitDeath(process);
    process.kill();
  }

  @Test
  void onlyTheNewestLogsAreKept() throws Exception {
    for (int i = 0; i < 30; i++) {
      Path old = Files.createFile(directory.logDirectory().resolve("standby-e1-" + i + ".log"));
      Files.setLastModifiedTime(old, FileTime.fromMillis(1000L + i));
    }
    Path own = directory.logDirectory().resolve("standby-e1-0.log");
    Path next = new LogFiles(directory, LIMIT, own).ofStandby(2, 1);
    assertThat(next.getFileName()).hasToString("standby-e2-1.log");
    try (Stream<Path> left = Files.list(directory.logDirectory())) {
      List<Path> files = left.toList();
      assertThat(files).hasSize(20).contains(own, own.resolveSibling("standby-e1-29.log"));
    }
  }

  @Test
  void theOldestLogsGoSoThatAllTakeNoMoreThanTheLimit() throws Exception {
    Path logs = directory.logDirectory();
    Path own = Files.write(logs.resolve("standby-e1-1.log"), new byte[400_000]);
    Files.write(OwnOutput.older(own), new byte[400_000]);
    for (int i = 2; i < 6; i++) {
      Path old = Files.write(logs.resolve("standby-e1-" + i + ".log"), new byte[100_000]);
      Files.setLastModifiedTime(old, FileTime.fromMillis(1000L * i));
    }
    new LogFiles(directory, 900_000, own).ofStandby(2, 1);
    try (Stream<Path> left = Files.list(logs)) {
      assertThat(left.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder(
              "standby-e1-1.log",
              "standby-e1-1.log.1",
              "standby-e1-3.log",
              "standby-e1-4.log",
              "standby-e1-5.log");
    }
  }

  @Test
  void aLargeLogBecomesTheOlderOneAndNoLineIsLost() throws Exception {
    Path own = directory.logDirectory().resolve("standby-e3-1.log");
    Path older = OwnOutput.older(own);
    ChildCommandLine command = command(classPath(), older.toString(), "print");
    awaitDeath(
        new ChildProcesses(directory, OPTIONS, TestService.CLASS, command, 3_000, null, "")
            .startStandby(3, 1));
    List<String> lines = new ArrayList<>(Files.readAllLines(older));
    lines.addAll(Files.readAllLines(own));
    List<String> numbered = lines.stream().filter(line -> line.startsWith("line ")).toList();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < numbered.size(); i++) {
      expected.add("line " + i);
    }
    assertThat(numbered).isEqualTo(expected).hasSizeGreaterThan(50);
    assertThat(Files.readAllLines(own)).isNotEmpty();
  }

  /** Who does not serve is ended first when memory is short. */
  @Test
  void theKernelEndsAStandbyBeforeItsPrimary() throws Exception {
    ChildProcess standby = children(classPath(), "hang").startStandby(1, 1);
    await().atMost(Duration.ofSeconds(30)).until(() -> log("standby-e1-1.log").contains("probed"));
    Path score = Path.of("/proc", Long.toString(standby.pid()), "oom_score_adj");
    assertThat(Files.readString(score)).isEqualTo("900\n");
    assertThat(Files.readString(Path.of("/proc/self/oom_score_adj"))).isNotEqualTo("900\n");
    standby.kill();
    awaitDeath(standby);
  }

  @Test
  void theFileOfArgumentsIsForItsOwnerAlone() throws Exception {
    awaitDeath(children(classPath(), "exit").startStandby(3, 1));
    Path file = directory.childArguments();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).contains("\"-Dprobe=x y\"\n");
    FileTime written = FileTime.fromMillis(1000);
    Files.setLastModifiedTime(file, written);
    awaitDeath(children(classPath(), "exit").startStandby(3, 2)); // No room is needed for it again.
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(written);
  }

  /** Each entry twice as long as the kernel takes for one argument. */
  @Test
  void aClassPathOfAnyLengthReachesTheChild() throws Exception {
    String padding = (File.pathSeparator + "/nowhere/" + "x".repeat(200)).repeat(2_000);
    String args = "'a' \"b\" \\c #d\ne \u20ac";
    awaitDeath(children(classPath() + padding, args, "", "@x", "exit").startStandby(3, 1));
    assertThat(log("standby-e3-1.log")).contains("args=[" + args + ", , @x, exit]\n");
  }

  /** One with a port of its own, say. */
  @Test
  void anAgentThatCannotBeInTwoProcessesIsLeftOutAndThatIsTold() throws Exception {
    List<String> flags = List.of("-Xmx64m", "-Dprobe=x y", "-agentlib:there-is-none=key=secret");
    ChildCommandLine command = command(flags, classPath(), "exit");
    ChildProcesses children =
        new ChildProcesses(directory, OPTIONS, TestService.CLASS, command, LIMIT, null, "");
    assertThat(children.problem()).isNull();
    ChildProcess failed = children.startStandby(3, 1);
    awaitDeath(failed);
    assertThat(failed.ending())
        .startsWith("its process ended with exit code 1; ")
        .contains("standby-e3-1.log ends: ")
        .contains("there-is-none");
    assertThat(children.problem())
        .isEqualTo(
            "A standby that had the agents of its primary (-agentlib:there-is-none) failed as it"
                + " started: standbys do without them, and so do their successors.");
    awaitDeath(children.startStandby(3, 2));
    assertThat(log("standby-e3-2.log")).contains("probed");
  }

  @Test
  void archiveIsMadeBySnapshotterAndUsedByStandbys() throws Exception {
    ChildProcesses children = children(jars(), "exit");
    awaitDeath(children.startSnapshotter());
    await().atMost(Duration.ofSeconds(30)).until(() -> archives().size() == 1);
    Path archive = archives().get(0);
    assertThat(archive.getFileName().toString()).matches("classes-[0-9a-f]{16}\\.jsa");
    awaitDeath(children.startStandby(1, 1));
    assertThat(log("standby-e1-1.log")).contains("probed").doesNotContain("[warning]", "[error]");

    // One that no longer fits is passed over in silence; so is one that is not an archive at all.
    Files.write(archive, new byte[100_000]);
    awaitDeath(children.startStandby(1, 2));
    assertThat(log("standby-e1-2.log")).contains("probed").doesNotContain("[warning]", "[error]");
  }

  // The name of a private method stands in an archive only if its class does.
  @Test
  void archiveHoldsWhatAStandbyNeedsAndASnapshotterDoesNot() throws Exception {
    ChildProcesses children = children(jars(), "load");
    awaitDeath(children.startSnapshotter());
    await().atMost(Duration.ofSeconds(60)).until(() -> archives().size() == 1);
    String archive = Files.readString(archives().get(0), StandardCharsets.ISO_8859_1);
    assertThat(archive.contains("digestSomeJournal")).as("StandbyNode").isTrue();
  }

  @Test
  void failedSnapshotterLeavesNoArchive() throws Exception {
    awaitDeath(children(jars(), "fail").startSnapshotter());
    await().atMost(Duration.ofSeconds(30)).until(() -> archives().isEmpty());
    assertThat(log("snapshotter.log")).contains("as asked");
  }

  @Test
  void archiveThatBreaksTheJvmIsDiscarded() throws Exception {
    String jars = jars();
    ChildProcesses children = children(jars, "exit");
    awaitDeath(children.startSnapshotter());
    await().atMost(Duration.ofSeconds(30)).until(() -> archives().size() == 1);
    ChildProcesses failing = children(jars, "fail");
    awaitDeath(failing.startStandby(1, 1));
    await().atMost(Duration.ofSeconds(30)).until(() -> archives().isEmpty());
    awaitDeath(failing.startSnapshotter());
    assertThat(archives()).isEmpty();
  }

  private List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(directory.root())) {
      return files.filter(f -> f.getFileName().toString().startsWith("classes-")).toList();
    }
  }

  private String jars() throws IOException {
    List<String> jars = new ArrayList<>();
    for (String entry : entries()) {
      Path path = Path.of(entry);
      jars.add(Files.isDirectory(path) ? jar(path, jars.size()).toString() : entry);
    }
    return String.join(File.pathSeparator, jars);
  }

  private Path jar(Path classes, int number) throws IOException {
    Path jar = temporary.resolve("classes" + number + ".jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> files = Files.walk(classes)) {
      for (Path source : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(source).toString()));
        Files.copy(source, out);
        out.closeEntry();
      }
    }
    return jar;
  }
}
