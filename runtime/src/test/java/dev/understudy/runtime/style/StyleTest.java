package dev.understudy.runtime.style;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The style of all modules. Each rule is first shown a text that breaks it, since a rule that
 * cannot fail is none.
 */
class StyleTest {

  private static final List<ParsedSource> MAIN = ParsedSource.allIn("src/main/java");
  private static final List<ParsedSource> TESTS = ParsedSource.allIn("src/test/java");

  @Test
  void filesAreShort() {
    assertThat(StyleRules.filesAreShort(text("\n".repeat(299) + "class Long {}"))).isEmpty();
    assertBroken(StyleRules::filesAreShort, "\n".repeat(350) + "class Long {}");
    assertKept(StyleRules.filesAreShort(MAIN));
  }

  @Test
  void packagesAreSmall() {
    assertThat(StyleRules.packagesAreSmall(packageOf(25))).isEmpty();
    assertThat(StyleRules.packagesAreSmall(packageOf(26))).hasSize(1);
    assertKept(StyleRules.packagesAreSmall(MAIN));
  }

  private static List<ParsedSource> packageOf(int files) {
    return ParsedSource.parse(
        IntStream.range(0, files)
            .boxed()
            .collect(Collectors.toMap(n -> "A" + n + ".java", n -> "package a; class A {}")));
  }

  @Test
  void methodsAreShort() {
    assertBroken(StyleRules::methodsAreShort, "class A { void run() {" + "\n".repeat(60) + "} }");
    assertKept(StyleRules.methodsAreShort(MAIN));
  }

  @Test
  void typesSayWhatTheyAre() {
    assertBroken(StyleRules::typesSayWhatTheyAre, "class A { interface SessionManager {} }");
    assertBroken(StyleRules::typesSayWhatTheyAre, "class StringUtils {}");
    assertKept(StyleRules.typesSayWhatTheyAre(MAIN));
  }

  @Test
  void timesHaveUnits() {
    assertBroken(StyleRules::timesHaveUnits, "class A { long hangTimeout; }");
    assertBroken(StyleRules::timesHaveUnits, "class A { void wait(int pause) {} }");
    assertBroken(StyleRules::timesHaveUnits, "record A(long delay) {}");
    assertThat(StyleRules.timesHaveUnits(text("class A { Duration pause; long delayNanos; }")))
        .isEmpty();
    assertKept(StyleRules.timesHaveUnits(MAIN));
  }

  @Test
  void nothingIsPrinted() {
    assertBroken(StyleRules::nothingIsPrinted, "class A { { System.out.println(); } }");
    assertBroken(StyleRules::nothingIsPrinted, "class A { Object e = System.err; }");
    assertKept(
        StyleRules.nothingIsPrinted(
            MAIN.stream().filter(source -> !talksToPeople(source.packageName())).toList()));
  }

  @Test
  void noStackTraceIsPrinted() {
    assertBroken(
        StyleRules::noStackTraceIsPrinted, "class A { void f(Error e) { e.printStackTrace(); } }");
    assertKept(StyleRules.noStackTraceIsPrinted(MAIN));
  }

  @Test
  void testsDoNotSleep() {
    assertBroken(StyleRules::testsDoNotSleep, "class A { { Thread.sleep(5); } }");
    assertBroken(StyleRules::testsDoNotSleep, "class A { { TimeUnit.SECONDS.sleep(5); } }");
    assertBroken(StyleRules::testsDoNotSleep, "class A { { sleep(5); } }");
    assertKept(StyleRules.testsDoNotSleep(TESTS));
  }

  @Test
  void caughtExceptionsAreDealtWith() {
    assertBroken(
        StyleRules::caughtExceptionsAreDealtWith, "class A { { try { } catch (Error e) { } } }");
    assertThat(
            StyleRules.caughtExceptionsAreDealtWith(
                text("class A { { try { } catch (Error e) {\n// It is closed anyway.\n} } }")))
        .isEmpty();
    assertKept(StyleRules.caughtExceptionsAreDealtWith(MAIN));
  }

  @Test
  void packagesAreDescribed() {
    assertBroken(StyleRules::packagesAreDescribed, "class A {}");
    assertKept(StyleRules.packagesAreDescribed(MAIN));
  }

  private static boolean talksToPeople(String packageName) {
    return packageName.startsWith("dev.understudy.example")
        || packageName.startsWith("dev.understudy.torture")
        || packageName.startsWith("dev.understudy.benchmarks")
        || packageName.startsWith("dev.understudy.runtime.launch")
        || packageName.equals("dev.understudy.runtime.observe");
  }

  private static List<ParsedSource> text(String text) {
    return ParsedSource.parse(Map.of("module/src/main/java/A.java", text));
  }

  private static void assertBroken(Function<List<ParsedSource>, List<String>> rule, String text) {
    assertThat(rule.apply(text(text))).hasSize(1);
  }

  private static void assertKept(List<String> found) {
    assertThat(found).as("places that break a rule, and what to do").isEmpty();
  }
}
