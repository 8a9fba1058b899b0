package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.api.PairStatus.State;
import dev.understudy.system.servers.EndsAtMoment;
import dev.understudy.system.servers.EndsAtMomentClient;
import dev.understudy.system.servers.EndsAtMomentLauncher;
import dev.understudy.system.servers.SlowSnapshots;
import dev.understudy.system.servers.SlowSnapshotsClient;
import dev.understudy.system.servers.SlowSnapshotsLauncher;
import dev.understudy.system.servers.SumsClient;
import dev.understudy.system.servers.SumsLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mode COLD: a guardian, and one primary after the other, each from disk. */
class ColdTest {

  private static final int KILLS = Integer.getInteger("understudy.kills", 5);

  private static final Pattern PAUSE = Pattern.compile("the next one is started in ([0-9.]+) s");

  private PairRun place;
  private PairRun pair;

  private void choose(Class<?> launcher) {
    place = PairRun.of(launcher);
    pair = place.of(OtherMode.as("cold", "server"));
  }

  @AfterEach
  void endPair() {
    if (place != null) {
      if (pair != null) {
        pair.close();
      }
      place.close();
    }
  }

  private PairStatus awaitPrimary(PairRun run, long gone) {
    return run.await(
        "served without " + gone,
        status -> status.state() == State.PROTECTED && status.primary().pid() != gone);
  }

  @Test
  void aPrimaryThatIsKilledUnderLoadIsSucceededFromDiskAndNothingIsLostOrDoubled() {
    choose(SumsLauncher.class);
    // So small that snapshots are made, and journals removed, on the way.
    Process guardian = pair.start("--snapshot-every", "64KiB");
    PairStatus status = awaitPrimary(pair, 0);
    assertThat(status.mode()).hasToString("COLD");
    assertThat(status.standby()).isNull();
    try (Callers callers = new Callers(pair.directory(), 4);
        SumsClient told = SumsClient.connect(pair.directory())) {
      for (int i = 0; i < KILLS; i++) {
        callers.proceed();
        long victim = status.primary().pid();
        pair.kill(victim);
        PairStatus after = awaitPrimary(pair, victim);
        assertThat(after.epoch()).isEqualTo(status.epoch() + 1);
        Obituary obituary = after.obituaries().get(after.obituaries().size() - 1);
        assertThat(obituary.pid()).isEqualTo(victim);
        assertThat(obituary.epoch()).isEqualTo(status.epoch());
        assertThat(obituary.cause()).contains("its guardian saw it end").contains("signal 9");
        assertThat(obituary.takeoverMicros()).isPositive();
        status = after;
      }
      callers.proceed().end();
      told.add("told", 1);
      assertThat(told.obituaries()).hasSize(KILLS);
    }
    assertThat(status.problems()).isEmpty();
    assertThat(
            Machine.read(pair.directory(), "obituaries")
                .lines()
                .filter(l -> l.contains("\tprimary\t")))
        .hasSize(KILLS);
    assertThat(pair.run("stop").exitCode()).isZero();
    assertThat(pair.finish(guardian).exitCode()).isZero();
    assertThat(pair.processes()).isEmpty();
    assertThat(pair.sockets()).isEmpty();
    System.out.println("COLD takeovers: " + takeovers(status));
  }

  private static List<Long> takeovers(PairStatus status) {
    return status.obituaries().stream().map(Obituary::takeoverMicros).toList();
  }

  @Test
  void anOrderlyStopThatTakesLongerThanAHangIsNoDeath() throws Exception {
    place = PairRun.of(SlowSnapshotsLauncher.class);
    Path habit = place.root().resolve("habit");
    pair = place.of(OtherMode.as("cold", "server")).with("-D" + SlowSnapshots.HABIT + "=" + habit);
    Process guardian = pair.start("--hang-timeout", "500ms");
    awaitPrimary(pair, 0);
    try (SlowSnapshotsClient client = SlowSnapshotsClient.connect(pair.directory())) {
      client.add(new byte[10]);
    }
    Files.writeString(habit, "wait");
    Process stop =
        pair.launch(List.of("stop", "--dir", "" + pair.directory()), Map.of(), pair.root());
    Machine.await("it says that it waits").until(() -> pair.logs().contains("Still waiting for"));
    assertThat(pair.processes()).hasSizeGreaterThanOrEqualTo(2);
    Files.delete(habit);
    assertThat(pair.finish(stop).exitCode()).isZero();
    assertThat(pair.finish(guardian).exitCode()).isZero();
    assertThat(pair.logs()).doesNotContain("is killed");
    assertThat(pair.directory().resolve("obituaries")).doesNotExist();
  }

  @Test
  void whatASnapshotHasMadeNeedlessIsRemovedAlthoughThereIsNoStandby() {
    choose(SumsLauncher.class);
    pair.start("--snapshot-every", "16KiB");
    awaitPrimary(pair, 0);
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      Set<String> seen = new TreeSet<>();
      Machine.await("old snapshots have gone")
          .until(
              () -> {
                client.send(new byte[8_000]);
                List<String> present = snapshots();
                seen.addAll(present);
                return seen.size() > present.size() && present.size() == 2;
              });
    }
  }

  private List<String> snapshots() throws IOException {
    try (Stream<Path> files = Files.list(pair.directory().resolve("snapshots"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".snapshot"))
          .toList();
    }
  }

  @Test
  void aSignalAtTheGuardianIsNoDeathAndAnotherModeGoesOn() {
    choose(SumsLauncher.class);
    Process guardian = pair.start();
    awaitPrimary(pair, 0);
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      client.add("kept", 1);
    }
    Machine.signal("TERM", guardian.pid());
    assertThat(pair.finish(guardian).exitCode()).isZero();
    assertThat(pair.directory().resolve("obituaries")).doesNotExist();
    assertThat(pair.processes()).isEmpty();
    place.startProtected();
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.add("kept", 1)).isEqualTo(2);
    }
  }

  @Test
  void anExitByAnyoneIsADeath() throws IOException {
    choose(SumsLauncher.class);
    pair.start();
    PairStatus before = awaitPrimary(pair, 0);
    Path flag = Files.createFile(pair.root().resolve("flag"));
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      assertThat(client.exitOnce(flag.toString())).isEqualTo(1);
    }
    PairStatus after = awaitPrimary(pair, before.primary().pid());
    assertThat(after.obituaries()).hasSize(1);
    assertThat(after.obituaries().get(0).cause()).contains("exit code 0");
  }

  @Test
  void withoutItsGuardianAPrimaryGoesOnUnprotectedAndSaysSo() {
    choose(SumsLauncher.class);
    Process guardian = pair.start();
    PairStatus before = awaitPrimary(pair, 0);
    pair.kill(guardian.pid());
    PairStatus after = pair.await("unprotected", status -> status.state() == State.UNPROTECTED);
    assertThat(after.primary().pid()).isEqualTo(before.primary().pid());
    assertThat(after.problems()).anyMatch(problem -> problem.contains("is gone"));
    try (SumsClient client = SumsClient.connect(pair.directory())) {
      client.add("served", 1);
    }
    assertThat(pair.run("stop").exitCode()).isZero();
    assertThat(pair.processes()).isEmpty();
  }

  @Test
  void aGuardianThatIsStoppedProtectsNobodyAndStatusSaysSo() {
    choose(SumsLauncher.class);
    Process guardian = pair.start();
    awaitPrimary(pair, 0);
    Machine.signal("STOP", guardian.pid());
    PairStatus stopped = pair.await("told", status -> status.state() == State.UNPROTECTED);
    assertThat(stopped.problems()).anyMatch(problem -> problem.contains("is stopped"));
    Machine.signal("CONT", guardian.pid());
    PairStatus again = pair.await("protected again", status -> status.state() == State.PROTECTED);
    assertThat(again.problems()).isEmpty();
    assertThat(pair.run("stop").exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"constructor", "first", "serving"})
  void aCrashLoopGetsGrowingPausesAndSaysSo(String moment) throws IOException {
    choose(EndsAtMomentLauncher.class);
    PairRun ending =
        pair.with("-D" + EndsAtMoment.FILE + "={dir}.end").of(OtherMode.as("cold", "server"));
    Path file = Path.of(pair.directory() + ".end");
    Files.writeString(file, moment);
    Process guardian = ending.start();
    // One that lived for a second, on a slow machine, begins the pauses anew.
    Machine.await("growing pauses").until(() -> growInTheEnd(pauses(), 4));
    assertThat(guardian.isAlive()).isTrue();
    ending.awaitLogs("primaries in a row");
    Files.delete(file);
    try (EndsAtMomentClient client = EndsAtMomentClient.connect(pair.directory())) {
      assertThat(client.count()).isEqualTo(1);
    }
    assertThat(ending.run("stop").exitCode()).isZero();
    assertThat(ending.finish(guardian).exitCode()).isZero();
  }

  @Test
  void stopEndsACrashLoop() throws IOException {
    choose(EndsAtMomentLauncher.class);
    PairRun ending =
        pair.with("-D" + EndsAtMoment.FILE + "={dir}.end").of(OtherMode.as("cold", "server"));
    Files.writeString(Path.of(pair.directory() + ".end"), "constructor");
    Process guardian = ending.start();
    Machine.await("a pause").until(() -> pauses().size() >= 3);
    Finished status = ending.run("status");
    assertThat(status.out()).contains("is about to start the next primary");
    assertThat(status.exitCode()).isEqualTo(1);
    assertThat(ending.run("stop").exitCode()).isZero();
    assertThat(ending.finish(guardian).exitCode()).isZero();
    assertThat(pair.processes()).isEmpty();
  }

  @Test
  void aDeathAfterWhichNobodyServesAnyMoreIsWrittenDownTheSame() throws IOException {
    choose(EndsAtMomentLauncher.class);
    PairRun ending =
        pair.with("-D" + EndsAtMoment.FILE + "={dir}.end").of(OtherMode.as("cold", "server"));
    ending.start();
    PairStatus before = awaitPrimary(ending, 0);
    Files.writeString(Path.of(pair.directory() + ".end"), "constructor");
    pair.kill(before.primary().pid());
    Machine.await("a pause").until(() -> !pauses().isEmpty());
    assertThat(ending.run("stop").exitCode()).isZero();
    Finished status = ending.run("status", "--json");
    assertThat(status.exitCode()).isEqualTo(4);
    JsonArray obituaries =
        new Gson().fromJson(status.out(), JsonObject.class).getAsJsonArray("obituaries");
    assertThat(obituaries)
        .anyMatch(
            death -> death.getAsJsonObject().get("pid").getAsLong() == before.primary().pid());
  }

  private static boolean growInTheEnd(List<Double> pauses, int count) {
    List<Double> last = pauses.subList(Math.max(0, pauses.size() - count), pauses.size());
    return last.size() == count && last.equals(last.stream().sorted().distinct().toList());
  }

  private List<Double> pauses() {
    List<Double> pauses = new ArrayList<>();
    Matcher matcher = PAUSE.matcher(pair.logs());
    while (matcher.find()) {
      pauses.add(Double.valueOf(matcher.group(1)));
    }
    return pauses;
  }
}
