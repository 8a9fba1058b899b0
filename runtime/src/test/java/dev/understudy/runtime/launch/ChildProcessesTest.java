package dev.understudy.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.node.NodeOptions;
import dev.understudy.runtime.node.StandbyProcess;
import dev.understudy.runtime.obituary.Fence;
import dev.understudy.runtime.obituary.ProcessIdentity;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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
          Duration.ofSeconds(5), Duration.ofSeconds(10), 100, false, false, List.of("a b"));

  @TempDir private Path temporary;

  private RunDirectory directory;

  @BeforeEach
  void create() {
    directory = RunDirectory.of(temporary.resolve("run"));
    directory.create();
    Fence.open(directory).close(); // A primary has made it before it has children.
  }

  private ChildProcesses children(String classPath, String... args) {
    return new ChildProcesses(directory, OPTIONS, command(classPath, args), null);
  }

  private static StandbyCommand command(String classPath, String... args) {
    JavaInvocation own = JavaInvocation.ofThisProcess();
    JavaInvocation java =
        new JavaInvocation(
            own.javaHome(),
            own.feature(),
            own.vmVersion(),
            List.of("-Xmx64m", "-Dprobe=x y"),
            classPath,
            "",
            new JavaInvocation.Main.OfClass(ProbeMain.class.getName()));
    return new StandbyCommand(java, List.of(args), false);
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

  private static void awaitDeath(StandbyProcess process) throws Exception {
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
        new ChildTask(ChildTask.Kind.STANDBY, directory.root(), 3, gone, output, OPTIONS);
    List<String> command = command(classPath(), "hang").of(task, List.of());
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
    StandbyProcess process = children(classPath(), "fail").startStandby(3, 2);
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
    StandbyProcess process = children(classPath(), "hang").startStandby(1, 1);
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
    Path next = new LogFiles(directory, own).ofStandby(2, 1);
    assertThat(next.getFileName()).hasToString("standby-e2-1.log");
    try (Stream<Path> left = Files.list(directory.logDirectory())) {
      List<Path> files = left.toList();
      assertThat(files).hasSize(20).contains(own, own.resolveSibling("standby-e1-29.log"));
    }
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
