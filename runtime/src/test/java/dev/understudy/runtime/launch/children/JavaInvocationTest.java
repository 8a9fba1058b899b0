package dev.understudy.runtime.launch.children;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.text.ShellText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaInvocationTest {

  private static final Set<PosixFilePermission> OWNER_RUNS =
      PosixFilePermissions.fromString("rwx------");

  private static JavaInvocation of(List<String> flags, String... namesAndValues) {
    Properties properties = new Properties();
    properties.setProperty("java.home", "/opt/java");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
    }
    return JavaInvocation.of(properties, flags, 17);
  }

  @Test
  void mainClassOfTheClassPath() {
    JavaInvocation java =
        of(List.of(), "java.class.path", "a.jar:lib b.jar", "sun.java.command", "com.M --dir run");
    assertThat(java.mainArguments()).containsExactly("-cp", "a.jar:lib b.jar", "com.M");
  }

  /** What a person is told to run is run from another folder, too. */
  @Test
  void aCommandByHandNamesNothingByTheFolderInWhichThisProcessWasStarted() {
    Path here = Path.of("").toAbsolutePath();
    JavaInvocation ofClass =
        of(
            List.of(),
            "java.class.path",
            "a.jar::../lib b.jar:/opt/c.jar",
            "sun.java.command",
            "com.M --dir run");
    assertThat(ShellText.of(ofClass.byHand(), List.of("stop", "--dir", "it's")))
        .isEqualTo(
            "/opt/java/bin/java -cp '%s/a.jar:%s:%s/lib b.jar:/opt/c.jar' com.M stop --dir 'it'\\''s'"
                .formatted(here, here, here.getParent()));
    JavaInvocation ofModule =
        of(
            List.of(),
            "java.class.path",
            "extra.jar",
            "jdk.module.path",
            "mods:/opt/mods",
            "jdk.module.main",
            "box.office",
            "sun.java.command",
            "box.office");
    assertThat(ofModule.byHand())
        .containsExactly(
            "/opt/java/bin/java",
            "-cp",
            here + "/extra.jar",
            "--module-path=" + here + "/mods:/opt/mods",
            "-m",
            "box.office");
  }

  @Test
  void aJarByHandIsNamedInFull() {
    JavaInvocation java =
        new JavaInvocation(
            Path.of("/opt/java"),
            17,
            "17",
            List.of(),
            "lib/x.jar",
            "",
            new JavaInvocation.Main.OfJar("lib/x.jar"));
    assertThat(java.byHand())
        .containsExactly(
            "/opt/java/bin/java", "-jar", Path.of("lib/x.jar").toAbsolutePath().toString());
    assertThat(java.mainArguments()).containsExactly("-jar", "lib/x.jar");
  }

  /** Whoever pastes it may have another JDK first on the PATH, or none. */
  @Test
  void aCommandByHandRunsTheJavaThatRunsHere(@TempDir Path directory) throws IOException {
    Path own = java(directory.resolve("jdk 25/bin"));
    Path another = java(directory.resolve("usr/bin"));
    Path link = Files.createDirectories(directory.resolve("links")).resolve("java");
    Files.createSymbolicLink(link, own);
    Files.createDirectories(directory.resolve("empty/java"));
    JavaInvocation java =
        new JavaInvocation(
            directory.resolve("jdk 25"),
            25,
            "25",
            List.of(),
            "/opt/a.jar",
            "",
            new JavaInvocation.Main.OfClass("com.M"));
    String inFull = own.toString();
    assertFirstWord(java, own.getParent().toString(), "java");
    assertFirstWord(java, link.getParent() + ":" + another.getParent(), "java");
    assertFirstWord(java, directory.resolve("empty") + ":" + own.getParent(), "java");
    assertFirstWord(java, another.getParent() + ":" + own.getParent(), inFull);
    assertFirstWord(java, directory.resolve("empty") + ":/no/such/folder", inFull);
    assertFirstWord(java, "", inFull);
    assertThat(ShellText.of(java.byHand(""), List.of("stop")))
        .isEqualTo("'" + inFull + "' -cp /opt/a.jar com.M stop");
  }

  private static Path java(Path folder) throws IOException {
    Path command = Files.createDirectories(folder).resolve("java");
    Files.createFile(command, PosixFilePermissions.asFileAttribute(OWNER_RUNS));
    return command;
  }

  private static void assertFirstWord(JavaInvocation java, String searchPath, String word) {
    assertThat(java.byHand(searchPath)).as(searchPath).startsWith(word, "-cp");
  }

  @Test
  void jarWhoseNameHoldsSpaces(@TempDir Path directory) throws IOException {
    String jar = Files.createFile(directory.resolve("box office.jar")).toString();
    JavaInvocation java = of(List.of(), "java.class.path", jar, "sun.java.command", jar + " start");
    assertThat(java.mainArguments()).containsExactly("-jar", jar);
  }

  @Test
  void jarWhoseNameIsWrittenWithTwoSlashes(@TempDir Path directory) throws IOException {
    Files.createFile(directory.resolve("x.jar"));
    String jar = directory + "//x.jar";
    JavaInvocation java = of(List.of(), "java.class.path", jar, "sun.java.command", jar + " start");
    assertThat(java.mainArguments()).containsExactly("-jar", jar);
  }

  @Test
  void agentsDoNotPileUpOnTheClassPathOfAJar(@TempDir Path directory) throws IOException {
    String jar = Files.createFile(directory.resolve("x.jar")).toString();
    JavaInvocation java =
        of(
            List.of("-javaagent:agent.jar"),
            "java.class.path",
            jar + ":agent.jar:agent.jar",
            "sun.java.command",
            jar);
    assertThat(java.mainArguments()).containsExactly("-jar", jar);
    assertThat(java.classPath()).isEqualTo(jar + ":agent.jar");
  }

  @Test
  void classThatIsNamedAsTheFirstEntryIsAClass(@TempDir Path directory) {
    String entry = directory.toString();
    JavaInvocation java = of(List.of(), "java.class.path", entry, "sun.java.command", entry + " x");
    assertThat(java.mainArguments()).containsExactly("-cp", entry, entry);
  }

  @Test
  void classOfAModule() {
    JavaInvocation java =
        of(
            List.of("--module-path=mods", "-Djdk.module.main=box.office"),
            "java.class.path",
            "",
            "jdk.module.path",
            "mods",
            "jdk.module.main",
            "box.office",
            "jdk.module.main.class",
            "com.M",
            "sun.java.command",
            "box.office/com.M start");
    assertThat(java.mainArguments()).containsExactly("-m", "box.office/com.M");
    assertThat(
            new ChildCommandLine(java, List.of(), false, RunDirectory.of(Path.of("run")))
                .sharedFlags())
        .containsExactly("--module-path=mods");
    assertThat(ShellText.of(java.byHand(), List.of("stop")))
        .isEqualTo(
            "/opt/java/bin/java --module-path=%s -m box.office/com.M stop"
                .formatted(Path.of("mods").toAbsolutePath()));
  }

  @Test
  void modulePathThatNoFlagGave() {
    JavaInvocation java =
        of(
            List.of(),
            "java.class.path",
            "extra.jar",
            "jdk.module.path",
            "mods",
            "jdk.module.main",
            "box.office",
            "sun.java.command",
            "box.office");
    assertThat(java.mainArguments())
        .containsExactly("-cp", "extra.jar", "--module-path=mods", "-m", "box.office");
  }

  @Test
  void thisProcessTellsHowItWasStarted() {
    JavaInvocation java = JavaInvocation.ofThisProcess();
    assertThat(java.javaHome().resolve("bin/java")).isExecutable();
    assertThat(java.feature()).isGreaterThanOrEqualTo(17);
    assertThat(java.mainArguments()).isNotEmpty();
  }
}
