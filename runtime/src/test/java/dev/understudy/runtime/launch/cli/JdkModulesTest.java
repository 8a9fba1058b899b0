package dev.understudy.runtime.launch.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.launch.report.CommandException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JdkModulesTest {

  @Test
  void whatTheJdkLacksIsToldAtTheStart() {
    assertThatThrownBy(
            () ->
                JdkModules.check(
                    Set.of("java.logging", "java.management", "jdk.management")::contains))
        .isExactlyInstanceOf(CommandException.class)
        .hasMessage(
            "This Java runtime lacks jdk.net and jdk.unsupported, which a pair needs: add --add-modules"
                + " jdk.net,jdk.unsupported to the java command, or to that of jlink.");
  }

  @Test
  void aWholeJdkHasAll() {
    JdkModules.check();
  }
}
