package dev.understudy.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.node.NodeOptions;
import dev.understudy.runtime.obituary.ProcessIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandbyCommandTest {

  private static final ChildTask TASK =
      new ChildTask(
          ChildTask.Kind.STANDBY,
          Path.of("/run dir"),
          3,
          new ProcessIdentity(4711, 99),
          Path.of("/run dir/logs/standby-e3-1.log"),
          new NodeOptions(
              Duration.ofMillis(500),
              Duration.ofSeconds(10),
              100,
              true,
              false,
              List.of("", "a b", "\u20ac,=")));

  private static JavaInvocation java(int feature, List<String> flags) {
    return new JavaInvocation(
        Path.of("/opt/java"),
        feature,
        "17.0.1+1",
        flags,
        "a.jar",
        "",
        new JavaInvocation.Main.OfClass("com.M"));
  }

  private static List<String> shared(int feature, String... flags) {
    return new StandbyCommand(java(feature, List.of(flags)), List.of(), false).sharedFlags();
  }

  @Test
  void wholeCommand() {
    StandbyCommand command =
        new StandbyCommand(java(17, List.of("-Xmx1g", "-Da=b c")), List.of("--dir", "r"), false);
    List<String> words = command.of(TASK, List.of("-XX:SharedArchiveFile=x"));
    assertThat(words)
        .startsWith("/opt/java/bin/java", "-XX:SharedArchiveFile=x", "-Xmx1g", "-Da=b c")
        .contains("-Dunderstudy.child.kind=STANDBY", "-Dunderstudy.child.epoch=3")
        .endsWith("-cp", "a.jar", "com.M", "--dir", "r");
  }

  @Test
  void nativeAccessIsAllowedWhereTheJvmAsks() {
    assertThat(new StandbyCommand(java(22, List.of()), List.of(), false).of(TASK, List.of()))
        .contains("--enable-native-access=ALL-UNNAMED");
    assertThat(new StandbyCommand(java(25, List.of()), List.of(), true).of(TASK, List.of()))
        .contains("--enable-native-access=ALL-UNNAMED,com.sun.jna");
    assertThat(new StandbyCommand(java(21, List.of()), List.of(), false).of(TASK, List.of()))
        .noneMatch(word -> word.startsWith("--enable-native-access"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=5005",
        "-Xrunjdwp:transport=dt_socket,address=5005",
        "-agentpath:/opt/java/lib/libjdwp.so=transport=dt_socket",
        "-Xdebug",
        "-Dcom.sun.management.jmxremote.port=9010",
        "-Dcom.sun.management.jmxremote.rmi.port=9010",
        "-XX:ArchiveClassesAtExit=x.jsa",
        "-XX:SharedArchiveFile=/run/classes-0123456789abcdef.jsa",
        "-XX:AOTCache=/run/classes-0123456789abcdef.jsa",
        "-XX:AOTCacheOutput=x.aot",
        "-XX:LogFile=vm.log",
        "-Djdk.module.main=box.office",
        "-Dunderstudy.child.kind=STANDBY",
      })
  void flagsThatCannotBeShared(String flag) {
    assertThat(shared(25, "-Xmx1g", flag, "-ea")).containsExactly("-Xmx1g", "-ea");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-javaagent:agent.jar=port:1",
        "-XX:SharedArchiveFile=mine.jsa",
        "-Dcom.sun.management.jmxremote.authenticate=false",
        "-Xlog:gc",
        "-Xlog:gc*:stdout:time",
        "-Xlog:gc::time",
        "-Xlog:gc:file=gc-%p.log",
        "-Xlog:gc:gc-%t.log:time:filecount=3",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "-XX:+HeapDumpOnOutOfMemoryError",
      })
  void flagsThatAreShared(String flag) {
    assertThat(shared(17, flag)).containsExactly(flag);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-Xlog:gc:file=gc.log|-Xlog:gc:file=gc-%p.log",
        "-Xlog:gc:logs.d/gc|-Xlog:gc:logs.d/gc-%p",
        "-Xlog:gc*:gc.log:time:filecount=3|-Xlog:gc*:gc-%p.log:time:filecount=3",
        "-Xlog:gc:file=\"a:b.log\":time|-Xlog:gc:file=\"a:b-%p.log\":time",
        "-Xlog:gc:\"a:b\"|-Xlog:gc:\"a:b-%p\"",
        "-Xloggc:gc.log|-Xloggc:gc-%p.log",
        "-XX:StartFlightRecording=filename=r.jfr,dumponexit=true"
            + "|-XX:StartFlightRecording=dumponexit=true",
        "-XX:StartFlightRecording:delay=1s,filename=r.jfr|-XX:StartFlightRecording:delay=1s",
        "-XX:StartFlightRecording=filename=r.jfr|-XX:StartFlightRecording",
      })
  void filesAreMadeTheChildsOwn(String flag, String expected) {
    assertThat(shared(17, flag)).containsExactly(expected);
  }

  @Test
  void archiveThatTheUsersJvmWritesIsNotShared() {
    assertThat(shared(25, "-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=mine.jsa"))
        .isEmpty();
  }

  @Test
  void whatWasAddedIsNotAddedAgainInTheNextGeneration() {
    StandbyCommand first = new StandbyCommand(java(25, List.of("-Xmx1g")), List.of(), false);
    List<String> words =
        first.of(TASK, List.of("-Xlog:cds=off,cds+dynamic=off,class+path=off,aot=off"));
    List<String> flags = words.subList(1, words.indexOf("-cp"));
    StandbyCommand second = new StandbyCommand(java(25, flags), List.of(), false);
    assertThat(second.sharedFlags()).containsExactly("-Xmx1g");
    assertThat(second.of(TASK, List.of())).filteredOn(w -> w.contains("native-access")).hasSize(1);
  }

  @Test
  void taskIsTakenFromTheProperties() {
    Properties properties = new Properties();
    properties.setProperty("other", "stays");
    for (String flag : TASK.toFlags()) {
      int equals = flag.indexOf('=');
      properties.setProperty(flag.substring(2, equals), flag.substring(equals + 1));
    }
    assertThat(ChildTask.take(properties)).contains(TASK);
    assertThat(properties.stringPropertyNames()).containsExactly("other");
    assertThat(ChildTask.take(properties)).isEqualTo(Optional.empty());
  }
}
