package dev.understudy.runtime.node.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenFilesTest {

  private static final String HEAD =
      """
      Limit                     Soft Limit           Hard Limit           Units
      Max processes             95877                95877                processes
      """;

  @Test
  void theSoftLimitCounts() {
    assertThat(OpenFiles.parse(HEAD + "Max open files            1024                 524288   "))
        .isEqualTo(1024);
  }

  @Test
  void noLimitIsTheLargestNumber() {
    assertThat(OpenFiles.parse(HEAD + "Max open files            unlimited            unlimited "))
        .isEqualTo(Integer.MAX_VALUE);
    assertThat(OpenFiles.parse(HEAD)).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void someFilesAreSetAsideAndSomeConnectionsAreForCommands() {
    assertThat(OpenFiles.room(64, 30)).isEqualTo(new OpenFiles.Room(8, 14));
    assertThat(OpenFiles.room(1024, 40)).isEqualTo(new OpenFiles.Room(850, 856));
    assertThat(OpenFiles.room(20, 30)).isEqualTo(new OpenFiles.Room(1, 7));
    assertThat(OpenFiles.room(Integer.MAX_VALUE, 40).clients()).isGreaterThan(1_000_000);
  }
}
