package dev.understudy.runtime.launch.children;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.launch.report.ShellText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaInvocationTest {

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
            "java -cp '%s/a.jar:%s:%s/lib b.jar:/opt/c.jar' com.M stop --dir 'it'\\''s'"
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
            "java",
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
        .containsExactly("java", "-jar", Path.of("lib/x.jar").toAbsolutePath().toString());
    assertThat(java.mainArguments()).containsExactly("-jar", "lib/x.jar");
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
            "java --module-path=%s -m box.office/com.M stop"
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
