package dev.understudy.runtime.launch.guardian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.core.GuardedPair.ChildEnd;
import dev.understudy.runtime.core.RestartBackoff;
import dev.understudy.runtime.directory.GuardianFile;
import dev.understudy.runtime.directory.LeftSockets;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.launch.children.JavaInvocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardianPartsTest {

  @TempDir private Path root;

  private static JavaInvocation java(String... flags) {
    return new JavaInvocation(
        Path.of("/opt/java"),
        17,
        "17.0.1+1",
        List.of(flags),
        "a.jar",
        "",
        new JavaInvocation.Main.OfClass("com.M"));
  }

  private static Properties properties(List<String> command) {
    Properties properties = new Properties();
    for (String flag : command) {
      int equals = flag.indexOf('=');
      if (flag.startsWith("-D") && equals > 0) {
        properties.setProperty(flag.substring(2, equals), flag.substring(equals + 1));
      }
    }
    return properties;
  }

  @Test
  void aGuardiansJvmIsSmallAndTheFlagsOfTheUserReachThePrimary() {
    String[] flags = {"-Xms8g", "-XX:+AlwaysPreTouch", "-Da=b c,\u20ac", "--add-modules=x", "-ea"};
    List<String> command =
        GuardianJvm.arguments(java(flags), RunDirectory.of(root), List.of("start", "--guard"));
    assertThat(command)
        .contains("-Da=b c,\u20ac", "--add-modules=x", "-Xmx32m")
        .doesNotContain("-Xms8g", "-XX:+AlwaysPreTouch")
        .endsWith("-cp", "a.jar", "com.M", "start", "--guard");
    Properties properties = properties(command);
    JavaInvocation primaries = GuardianJvm.ofPrimaries(properties);
    assertThat(primaries).isNotNull();
    assertThat(primaries.flags()).containsExactly(flags);
    assertThat(GuardianJvm.ofPrimaries(properties)).isNull(); // What it starts is no guardian.
  }

  @Test
  void withoutFlagsThereAreNone() {
    List<String> command = GuardianJvm.arguments(java(), RunDirectory.of(root), List.of());
    JavaInvocation primaries = GuardianJvm.ofPrimaries(properties(command));
    assertThat(primaries).isNotNull();
    assertThat(primaries.flags()).isEmpty();
  }

  @Test
  void deathsReachThePrimaryThatSucceedsThem() {
    Instant at = Instant.parse("2026-11-22T01:02:03.456789Z");
    List<Obituary> deaths =
        List.of(
            new Obituary(12, "standby", 3, "its guardian saw it end", at, 0, null),
            new Obituary(11, "primary", 3, "a; b, c=d \u20ac", at, 0, null));
    Properties properties = properties(List.of(DeathNotices.toFlag(deaths)));
    assertThat(DeathNotices.take(properties)).isEqualTo(deaths);
    assertThat(DeathNotices.take(properties)).isEmpty();
    assertThat(DeathNotices.take(properties(List.of(DeathNotices.toFlag(List.of()))))).isEmpty();
  }

  @Test
  void anExitCodeThatASignalGivesIsSaidInWords() {
    String saw = "its guardian saw it end with exit code ";
    assertThat(ChildWait.cause(143)).isEqualTo(saw + "143: ended by signal 15 (SIGTERM)");
    assertThat(ChildWait.cause(137)).isEqualTo(saw + "137: ended by signal 9 (SIGKILL)");
    assertThat(ChildWait.cause(128 + 31)).isEqualTo(saw + "159: ended by signal 31");
    assertThat(ChildWait.cause(1)).isEqualTo(saw + "1");
    assertThat(ChildWait.cause(128)).isEqualTo(saw + "128");
    assertThat(ChildWait.cause(255)).isEqualTo(saw + "255");
  }

  @Test
  void aSignalThatEndsAChildBeforeItServesWasMeantToEndIt() {
    for (int code : new int[] {GuardedPrimary.ENDED_UNSERVED, 129, 130, 143}) {
      assertThat(ChildWait.end(code)).as("" + code).isEqualTo(ChildEnd.ASKED_TO_END);
    }
    assertThat(ChildWait.end(1)).isEqualTo(ChildEnd.NOT_RUN);
    assertThat(ChildWait.end(137)).isEqualTo(ChildEnd.KILLED);
    assertThat(ChildWait.end(134)).isEqualTo(ChildEnd.OTHER);
    assertThat(ChildWait.end(0)).isEqualTo(ChildEnd.OTHER);
  }

  @Test
  void pausesGrowWhileNobodyIsOfUse() {
    RestartBackoff pauses = new RestartBackoff();
    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      pauses.died(Duration.ofMillis(999));
      millis.add(pauses.next().toMillis());
    }
    assertThat(millis)
        .containsExactly(
            0L, 100L, 200L, 400L, 800L, 1_600L, 3_200L, 6_400L, 12_800L, 25_600L, 30_000L, 30_000L);
    pauses.died(RestartBackoff.OF_USE);
    assertThat(pauses.next()).isZero();
    pauses.died(Duration.ZERO);
    pauses.died(Duration.ZERO);
    assertThat(pauses.next()).isPositive();
    pauses.wasKilled();
    assertThat(pauses.next()).isZero();
  }

  @Test
  void theGuardianFileSaysWhoGuardsOrNothing() throws IOException {
    RunDirectory directory = RunDirectory.of(root);
    assertThat(GuardianFile.read(directory)).isEmpty();
    new GuardianFile(47, 11).write(directory);
    assertThat(GuardianFile.read(directory)).contains(new GuardianFile(47, 11));
    Files.writeString(directory.guardianFile(), "guardian=47");
    assertThat(GuardianFile.read(directory)).isEmpty();
    GuardianFile.delete(directory);
    assertThat(directory.guardianFile()).doesNotExist();
  }

  @Test
  void socketsAreLeftByTheKilled() throws IOException {
    RunDirectory directory = RunDirectory.of(root);
    assertThat(LeftSockets.any(directory)).isFalse();
    Files.createFile(directory.socket(RunDirectory.endpointName(3, 47)));
    assertThat(LeftSockets.any(directory)).isTrue();
  }
}
