package dev.understudy.runtime;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.understudy.runtime.timing.Deadline;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The packages of the runtime: in what direction they use one another, and what the core is. */
class ArchitectureTest {

  private static final String ROOT = "dev.understudy.runtime";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  /** What primary, standby and client session decide; the simulator runs it as it is. */
  private static final DescribedPredicate<JavaClass> THE_PURE_CORE =
      resideInAPackage(ROOT + ".core..")
          .or(belongTo(named("client.RequestsInFlight")))
          .or(belongTo(named("client.UpdatesAwaitingStandby")))
          .or(belongTo(named("client.RequestWindow")))
          .as("belong to the pure core");

  private static final String PURE =
      "the pure core has no I/O, thread, clock or chance: hand in what it needs as an argument,"
          + " and let it ask for effects through an interface";

  @Test
  void thePackagesHaveNoCycle() {
    slices()
        .matching(ROOT + ".(**)")
        .should()
        .beFreeOfCycles()
        .because("a cycle has no reading order: move what both need into the lower package")
        .check(CLASSES);
  }

  @Test
  void theArrowsPointOneWay() {
    mayUse("text");
    mayUse("timing");
    mayUse("api", "text");
    mayUse("wire");
    mayUse("directory", "text");
    mayUse("codec.kind", "wire");
    mayUse("codec", "codec.kind", "wire");
    mayUse("spi", "codec", "wire");
    mayUse("journal", "wire", "directory");
    mayUse("journal.snapshot", "journal", "wire", "directory");
    mayUse("os", "directory");
    mayUse("observe", "api", "text", "directory");
    mayUse("message", "api", "wire");
    mayUse("core", "timing");
    mayUse("core.state", "spi", "codec", "wire", "text");
    mayUse("core.primary", "core", "core.state", "spi", "codec", "wire", "timing");
    mayUse("core.standby", "core.state", "spi", "codec", "wire");
    mayUse("client", "api", "spi", "codec", "message", "wire", "directory", "timing");
    // The rooms of "node" and "launch" are read below, and have no cycle.
  }

  @Test
  void aNodeUsesWhatIsBelowItAndTheClientOnlyToWarmUp() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".node..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".launch..")
        .because("processes are started through ChildStarter, which launch implements")
        .check(CLASSES);
    noClasses()
        .that(resideInAPackage(ROOT + ".node..").and(not(belongTo(named("node.TakeoverWarmUp")))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".client")
        .because(
            "a server is no client. Only TakeoverWarmUp is: it tries a takeover with a client of its"
                + " own, so that the code of both sides is warm when the real one comes")
        .check(CLASSES);
  }

  @Test
  void nothingUsesTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".launch..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".launch..", "picocli..")
        .because("the launcher is the top: whoever embeds a pair or a client needs no command line")
        .check(CLASSES);
  }

  @Test
  void onlyOneRoomCallsTheKernelByItself() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".os")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.sun.jna..")
        .because("natives have one home, and a pure Java way beside them: see os.Natives")
        .check(CLASSES);
  }

  @Test
  void thePureCoreUsesNothingOfTheWorld() {
    noClasses()
        .that(THE_PURE_CORE)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.net..",
                    "java.nio.channels..",
                    "java.nio.file..",
                    "java.util.concurrent..",
                    "com.sun.jna..",
                    "org.slf4j..")
                .or(
                    resideInAPackage("java.io..")
                        .and(not(equivalentTo(Serializable.class)))
                        .and(not(assignableTo(IOException.class)))
                        .and(not(assignableTo(UncheckedIOException.class))))
                .or(assignableTo(Thread.class))
                .or(assignableTo(ThreadLocal.class))
                .or(assignableTo(Clock.class))
                .or(assignableTo(SecureRandom.class))
                .or(equivalentTo(Process.class))
                .or(equivalentTo(ProcessHandle.class))
                .or(equivalentTo(Runtime.class)))
        .because(PURE)
        .check(CLASSES);
  }

  @Test
  void thePureCoreReadsNoClock() {
    noClasses()
        .that(THE_PURE_CORE)
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .dependOnClassesThat(equivalentTo(Deadline.class))
        .because(PURE)
        .check(CLASSES);
  }

  @Test
  void thePureCoreThrowsNoDice() {
    noClasses()
        .that(THE_PURE_CORE)
        .should()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callConstructor(Random.class)
        .orShould()
        .callConstructor(SplittableRandom.class)
        .because(PURE + "; a generator gets its seed from outside")
        .check(CLASSES);
  }

  @Test
  void thereIsNoJavaSerialization() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class)
        .because("bytes from outside must not choose classes: use a codec")
        .check(CLASSES);
  }

  private static void mayUse(String name, String... others) {
    String[] allowed = new String[others.length + 1];
    allowed[0] = ROOT + "." + name;
    for (int i = 0; i < others.length; i++) {
      allowed[i + 1] = ROOT + "." + others[i];
    }
    classes()
        .that()
        .resideInAPackage(ROOT + "." + name)
        .should()
        .onlyDependOnClassesThat(not(resideInAPackage(ROOT + "..")).or(resideInAnyPackage(allowed)))
        .because("a new arrow needs a decision record, and a line in docs/architecture.md")
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> named(String name) {
    return DescribedPredicate.describe(
        name, javaClass -> javaClass.getName().equals(ROOT + "." + name));
  }
}
