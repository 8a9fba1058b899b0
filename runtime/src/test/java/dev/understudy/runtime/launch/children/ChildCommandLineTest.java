package dev.understudy.runtime.launch.children;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.node.state.NodeOptions;
import dev.understudy.runtime.os.ProcessIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChildCommandLineTest {

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
              false,
              List.of("", "a b", "\u20ac,=")),
          1000,
          "-javaagent:a b.jar");
  private static final RunDirectory DIRECTORY = RunDirectory.of(Path.of("/run dir"));
  private static final String CRASH_LOG = "-XX:ErrorFile=/run dir/logs/hs_err_pid%p.log";

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

  private static ChildCommandLine command(int feature, List<String> flags) {
    return new ChildCommandLine(java(feature, flags), List.of(), false, DIRECTORY);
  }

  private static List<String> arguments(ChildCommandLine command) {
    return command.arguments(List.of("secret"), flag -> true);
  }

  private static List<String> shared(int feature, String... flags) {
    return command(feature, List.of(flags)).sharedFlags();
  }

  @Test
  void theCommandLineNamesTheFileWithWhatMayBeSecretOrLong() {
    List<String> words =
        command(17, List.of("-Dpassword=x"))
            .of(TASK, List.of("-XX:SharedArchiveFile=x"), "@/run dir/arguments-children");
    assertThat(words)
        .startsWith("/opt/java/bin/java", "-XX:SharedArchiveFile=x")
        .contains("-Dunderstudy.child.kind=STANDBY", "-Dunderstudy.child.epoch=3")
        .contains("-Dunderstudy.child.launcher=com.M")
        .endsWith("@/run dir/arguments-children")
        .noneMatch(word -> word.contains("password") || word.contains("arguments="));
  }

  @Test
  void allTheRestIsInTheFile() {
    ChildCommandLine command =
        new ChildCommandLine(
            java(17, List.of("-Xmx1g", "-Da=b c")), List.of("--dir", "r"), false, DIRECTORY);
    assertThat(arguments(command))
        .containsExactly(
            CRASH_LOG,
            "-Xmx1g",
            "-Da=b c",
            "-Dunderstudy.child.arguments=1:c2VjcmV0",
            "-cp",
            "a.jar",
            "com.M",
            "--dir",
            "r");
  }

  @Test
  void nativeAccessIsAllowedWhereTheJvmAsks() {
    assertThat(arguments(command(22, List.of()))).contains("--enable-native-access=ALL-UNNAMED");
    assertThat(arguments(new ChildCommandLine(java(25, List.of()), List.of(), true, DIRECTORY)))
        .contains("--enable-native-access=ALL-UNNAMED,com.sun.jna");
    assertThat(arguments(command(21, List.of())))
        .noneMatch(word -> word.startsWith("--enable-native-access"));
  }

  @Test
  void aPlaceForCrashLogsThatTheUserNamedStays() {
    assertThat(arguments(command(17, List.of("-XX:ErrorFile=/x/e-%p.log"))))
        .contains("-XX:ErrorFile=/x/e-%p.log")
        .doesNotContain(CRASH_LOG);
  }

  @Test
  void agentsThatCannotBeSharedAreLeftOutAndNamedWithoutTheirOptions() {
    List<String> flags = List.of("-javaagent:a.jar=key=secret", "-Xmx1g", "-agentpath:/x/l.so=p=1");
    assertThat(command(17, flags).arguments(List.of(), flag -> !SharedFlags.isAgent(flag)))
        .contains("-Xmx1g")
        .noneMatch(flag -> flag.contains("agent"));
    assertThat(SharedFlags.agents(flags)).isEqualTo("-javaagent:a.jar, -agentpath:/x/l.so");
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
        "-XX:ErrorFile=/x/crash.log|-XX:ErrorFile=/x/crash-%p.log",
        "-XX:HeapDumpPath=/x/dump.hprof|-XX:HeapDumpPath=/x",
        "-XX:HeapDumpPath=dump.hprof|-XX:HeapDumpPath=.",
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
    List<String> words = arguments(command(25, List.of("-Xmx1g")));
    List<String> flags = new ArrayList<>(words.subList(0, words.indexOf("-cp")));
    flags.add("-Xlog:cds=off,cds+dynamic=off,class+path=off,aot=off");
    flags.addAll(TASK.toFlags());
    ChildCommandLine second = command(25, flags);
    assertThat(second.sharedFlags()).containsExactly("-Xmx1g");
    assertThat(arguments(second)).isEqualTo(words); // So the file need not be written again.
  }

  @Test
  void taskIsTakenFromTheProperties() {
    Properties properties = new Properties();
    properties.setProperty("other", "stays");
    List<String> flags = new ArrayList<>(TASK.toFlags());
    flags.add(ChildTask.argumentsFlag(TASK.options().arguments()));
    for (String flag : flags) {
      int equals = flag.indexOf('=');
      properties.setProperty(flag.substring(2, equals), flag.substring(equals + 1));
    }
    assertThat(ChildTask.take(properties)).contains(TASK);
    assertThat(properties.stringPropertyNames()).containsExactly("other");
    assertThat(ChildTask.take(properties)).isEqualTo(Optional.empty());
  }
}
