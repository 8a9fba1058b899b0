package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.spi.Contracts;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.system.servers.SumsClient;
import dev.understudy.system.servers.SumsLauncher;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two builds of a class of the same name, whose methods differ, meet. */
class OtherContractTest {

  private static final String OTHER_STAGE =
      """
      package dev.understudy.system.servers;

      import dev.understudy.HighlyAvailable;
      import dev.understudy.State;
      import dev.understudy.Update;

      @HighlyAvailable
      public class Sums {
        @State private long sum;

        @Update
        public String add(String key, int amount) {
          sum += amount;
          return key + sum;
        }
      }
      """;

  private static PairRun pair;
  private static String otherClassPath;

  @BeforeAll
  static void buildOther() throws IOException {
    Path processor = Path.of(System.getProperty("understudy.processor.jar", "none"));
    assumeTrue(Files.exists(processor), "the processor is packaged: run 'mvn package' for that");
    pair = PairRun.of(SumsLauncher.class);
    Path classes = Files.createDirectory(pair.root().resolve("other"));
    String libraries =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !Files.exists(Path.of(entry, "dev/understudy/system/servers")))
            .collect(Collectors.joining(File.pathSeparator));
    otherClassPath = classes + File.pathSeparator + libraries;
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      boolean compiled =
          javac
              .getTask(
                  messages,
                  files,
                  null,
                  List.of(
                      "-d",
                      classes.toString(),
                      "-cp",
                      libraries,
                      "-processorpath",
                      processor.toString()),
                  null,
                  List.of(source(OTHER_STAGE)))
              .call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
    pair.startProtected();
  }

  @AfterAll
  static void endPair() {
    if (pair != null) {
      pair.close();
    }
  }

  private static JavaFileObject source(String text) {
    return new SimpleJavaFileObject(
        URI.create("string:///dev/understudy/system/servers/Sums.java"),
        JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  @Test
  void aClientOfAnotherBuildIsToldSoAtOnceAndThePairGoesOn() throws Exception {
    PairStatus before = pair.awaitProtected();
    List<URL> urls = new ArrayList<>();
    for (String entry : otherClassPath.split(File.pathSeparator)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    try (Callers callers = new Callers(pair.directory(), 2);
        URLClassLoader loader =
            new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      callers.proceed();
      Class<?> client = loader.loadClass(SumsClient.class.getName());
      assertThat(client).isNotSameAs(SumsClient.class);
      Throwable thrown = null;
      try {
        client.getMethod("connect", Path.class).invoke(null, pair.directory());
      } catch (InvocationTargetException e) {
        thrown = e.getCause();
      }
      assertThat(thrown).isNotNull();
      assertThat(thrown.getClass().getName()).isEqualTo("dev.understudy.NoPrimaryException");
      assertThat(thrown.getMessage())
          .contains("another build of Sums")
          .contains(
              "What differs: only there \"first update open(java.util.List<java.lang.String>)"
                  + " -> void\"; there \"update add(java.lang.String,long) -> long\", here \"update"
                  + " add(java.lang.String,int) -> java.lang.String\"; ")
          .hasLineCount(1);
      callers.proceed().end();
    }
    PairStatus after = pair.status().orElseThrow();
    assertThat(after.standby().pid()).isEqualTo(before.standby().pid());
  }

  @Test
  void aStrangerWithAnotherFingerprintIsRefusedByBothProcesses() throws IOException {
    pair.awaitProtected();
    for (String socket : pair.sockets()) {
      try (Stranger stranger = Stranger.at(pair.directory().resolve(socket))) {
        long another = Contracts.fingerprint(StrangersTest.SUMS) + 1;
        stranger.send(Stranger.clientHello(StrangersTest.SUMS, another, 0, 0));
        WireInput answer = new WireInput(stranger.receive());
        assertThat(answer.readByte()).isEqualTo(FrameType.REFUSED);
        answer.readByte();
        assertThat(answer.readString()).contains("another build of Sums");
        stranger.awaitClose();
      }
    }
  }

  @Test
  void anotherBuildStartsNeitherBesideThePairNorOnItsState() {
    PairRun other = pair.of(otherClassPath);
    Finished beside = other.finish(other.start());
    assertThat(beside.exitCode()).isEqualTo(3);
    try (Callers callers = new Callers(pair.directory(), 2)) {
      callers.proceed();
      assertThat(pair.run("stop").exitCode()).isZero();
      Finished refused = other.finish(other.start());
      assertThat(refused.exitCode()).as(refused.err()).isEqualTo(1);
      assertThat(refused.complaints()).as(refused.err()).isEqualTo(1);
      assertThat(refused.err())
          .doesNotContain("internal fault")
          .contains("was written with another contract of dev.understudy.system.servers.Sums")
          .contains(
              "What differs: only there \"first update open(java.util.List<java.lang.String>)"
                  + " -> void\"; there \"update add(java.lang.String,long) -> long\", here \"update"
                  + " add(java.lang.String,int) -> java.lang.String\"; ");
      Path file = pair.root().resolve("sums.backup");
      assertThat(pair.run("backup", file.toString()).exitCode()).isZero();
      String elsewhere = pair.root().resolve("elsewhere").toString();
      List<String> restore = List.of("restore", file.toString(), "--dir", elsewhere);
      Finished.assertOneLine(
          other.finish(other.launch(restore, Map.of(), pair.root())),
          1,
          file + " was made with another contract of dev.understudy.system.servers.Sums",
          "What differs: only there \"first update open(java.util.List<java.lang.String>)"
              + " -> void\"; there \"update add(java.lang.String,long) -> long\", here \"update"
              + " add(java.lang.String,int) -> java.lang.String\"; ");
      pair.startProtected();
      callers.proceed().end();
    }
  }
}
