package dev.understudy.runtime.launch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.launch.children.JavaInvocation;
import dev.understudy.runtime.launch.children.JavaInvocation.Main;
import dev.understudy.runtime.launch.report.CommandException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class RestartTest {

  private static JavaInvocation java(Path home, Main main) {
    return new JavaInvocation(home, 17, "17.0.1+1", List.of(), "a.jar", "", main);
  }

  private static Path home() {
    return Path.of(System.getProperty("java.home"));
  }

  @Test
  void aCompiledLauncherCanBeStartedAgain() {
    assertThat(Restart.problem(java(home(), new Main.OfClass("com.M")))).isEmpty();
    assertThat(Restart.problem(java(home(), new Main.OfJar("a.jar")))).isEmpty();
    assertThat(Restart.problem(java(home(), new Main.OfModule("m", null)))).isEmpty();
  }

  @Test
  void aRuntimeWithoutAJavaCommandCannot() {
    assertThatThrownBy(() -> Restart.require(java(Path.of("/image"), new Main.OfClass("com.M"))))
        .isInstanceOf(CommandException.class)
        .hasMessage(
            "No standby could be started: there is no java command /image/bin/java, from which this"
                + " process was started. Use a Java runtime that has one, or start with --alone.");
  }

  @Test
  void theSourceLauncherCannot() {
    Properties properties = new Properties(); // As JDK 17 has them.
    properties.setProperty("java.home", home().toString());
    properties.setProperty("java.class.path", "a.jar");
    properties.setProperty(
        "sun.java.command", "jdk.compiler/com.sun.tools.javac.launcher.Main M.java");
    assertThat(Restart.problem(JavaInvocation.of(properties, List.of(), 17)))
        .contains(
            "this JVM runs Java's source launcher (java File.java), and the launcher within it. Start"
                + " the compiled launcher with 'java -cp'");
    assertThat(
            Restart.problem(
                java(
                    home(), new Main.OfClass("org.codehaus.plexus.classworlds.launcher.Launcher"))))
        .isPresent();
  }
}
