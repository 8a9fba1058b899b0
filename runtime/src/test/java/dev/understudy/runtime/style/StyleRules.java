package dev.understudy.runtime.style;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The rules: each takes sources and returns a message for each place that breaks it. */
final class StyleRules {

  static final int MAX_FILE_LINES = 350;
  private static final int MAX_PACKAGE_FILES = 25;
  private static final Map<String, String> CROWDED_FOR_A_REASON =
      Map.of("dev.understudy", "all that a server class names is one import away");
  static final int MAX_METHOD_LINES = 60;

  private static final Pattern EMPTY_WORD = Pattern.compile(".*(Manager|Helper|Utils?|Impl|Misc)");
  private static final Pattern TIME_WITHOUT_UNIT =
      Pattern.compile("(?i).*(timeout|delay|interval|pause)");
  private static final Pattern SLEEP =
      Pattern.compile("(.*\\.)?Thread\\.sleep|(.*\\.)?TimeUnit\\.\\w+\\.sleep|sleep");

  private StyleRules() {}

  static List<String> filesAreShort(List<ParsedSource> sources) {
    List<String> found = new ArrayList<>();
    for (ParsedSource source : sources) {
      long lines = source.text().lines().count();
      if (lines > MAX_FILE_LINES) {
        found.add(
            ("%s has %d lines, which is more than %d: find the second job in it, and give"
                    + " that a file of its own.")
                .formatted(source.path(), lines, MAX_FILE_LINES));
      }
    }
    return found;
  }

  static List<String> packagesAreSmall(List<ParsedSource> sources) {
    Map<String, Integer> files = new TreeMap<>();
    sources.stream()
        .filter(source -> !source.path().endsWith("package-info.java"))
        .forEach(source -> files.merge(source.packageName(), 1, Integer::sum));
    List<String> found = new ArrayList<>();
    files.forEach(
        (name, count) -> {
          if (count > MAX_PACKAGE_FILES && !CROWDED_FOR_A_REASON.containsKey(name)) {
            found.add(
                "%s has %d files, which is more than %d: make a room for each job in it."
                    .formatted(name, count, MAX_PACKAGE_FILES));
          }
        });
    return found;
  }

  static List<String> methodsAreShort(List<ParsedSource> sources) {
    return findAll(
        sources,
        MethodTree.class,
        (source, method, found) -> {
          if (method.getBody() != null && source.lines(method) > MAX_METHOD_LINES) {
            found.add(
                ("%s: %s() has %d lines, which is more than %d: name its steps, and make"
                        + " each a method.")
                    .formatted(
                        source.at(method),
                        method.getName(),
                        source.lines(method),
                        MAX_METHOD_LINES));
          }
        });
  }

  static List<String> typesSayWhatTheyAre(List<ParsedSource> sources) {
    return findAll(
        sources,
        ClassTree.class,
        (source, type, found) -> {
          if (EMPTY_WORD.matcher(type.getSimpleName()).matches()) {
            found.add(
                ("%s: the name %s does not say what it is: name it after its one job, with"
                        + " a word of docs/architecture.md if there is one.")
                    .formatted(source.at(type), type.getSimpleName()));
          }
        });
  }

  static List<String> timesHaveUnits(List<ParsedSource> sources) {
    return findAll(
        sources,
        VariableTree.class,
        (source, variable, found) -> {
          if (variable.getType() instanceof PrimitiveTypeTree
              && TIME_WITHOUT_UNIT.matcher(variable.getName()).matches()) {
            found.add(
                "%s: %s has no unit: call it %sNanos or %sMillis, or make it a Duration."
                    .formatted(
                        source.at(variable),
                        variable.getName(),
                        variable.getName(),
                        variable.getName()));
          }
        });
  }

  static List<String> nothingIsPrinted(List<ParsedSource> sources) {
    return findAll(
        sources,
        MemberSelectTree.class,
        (source, select, found) -> {
          String selected = select.toString();
          if (selected.equals("System.out") || selected.equals("System.err")) {
            found.add(
                ("%s: %s belongs to the user's program: log it (SLF4J), tell it through"
                        + " observe.EventLog, or take a stream as an argument.")
                    .formatted(source.at(select), selected));
          }
        });
  }

  static List<String> noStackTraceIsPrinted(List<ParsedSource> sources) {
    return findAll(
        sources,
        MethodInvocationTree.class,
        (source, call, found) -> {
          if (call.getArguments().isEmpty()
              && (call.getMethodSelect().toString().endsWith(".printStackTrace")
                  || call.getMethodSelect().toString().equals("printStackTrace"))) {
            found.add(
                ("%s: nobody reads a printed stack trace: throw it on, deal with it, or"
                        + " hand the exception to the logger.")
                    .formatted(source.at(call)));
          }
        });
  }

  static List<String> testsDoNotSleep(List<ParsedSource> sources) {
    return findAll(
        sources,
        MethodInvocationTree.class,
        (source, call, found) -> {
          if (SLEEP.matcher(call.getMethodSelect().toString()).matches()) {
            found.add(
                ("%s: a test that sleeps is slow on a fast machine and fails on a slow"
                        + " one: wait for the condition (Awaitility, a latch).")
                    .formatted(source.at(call)));
          }
        });
  }

  static List<String> caughtExceptionsAreDealtWith(List<ParsedSource> sources) {
    return findAll(
        sources,
        CatchTree.class,
        (source, caught, found) -> {
          String body = source.textOf(caught.getBlock());
          if (caught.getBlock().getStatements().isEmpty()
              && !body.contains("//")
              && !body.contains("/*")) {
            found.add(
                ("%s: this catch swallows what happened: deal with it, log it, or say in a"
                        + " comment why it does not matter.")
                    .formatted(source.at(caught)));
          }
        });
  }

  static List<String> packagesAreDescribed(List<ParsedSource> sources) {
    Set<String> described = new HashSet<>();
    Set<String> found = new HashSet<>();
    for (ParsedSource source : sources) {
      if (source.path().endsWith("/package-info.java") && source.text().contains("/**")) {
        described.add(folder(source));
      }
    }
    for (ParsedSource source : sources) {
      boolean isModule = source.path().endsWith("/module-info.java");
      if (!isModule && !described.contains(folder(source))) {
        found.add(
            ("%s has no package-info.java with a comment: say what the package is, what it"
                    + " may use, and which thread runs it.")
                .formatted(folder(source)));
      }
    }
    return found.stream().sorted().toList();
  }

  private static String folder(ParsedSource source) {
    return source.path().substring(0, source.path().lastIndexOf('/'));
  }

  /** Looks at one tree, and adds a message if it breaks the rule. */
  private interface Check<T> {
    void look(ParsedSource source, T tree, List<String> found);
  }

  private static <T extends Tree> List<String> findAll(
      List<ParsedSource> sources, Class<T> kind, Check<T> check) {
    List<String> found = new ArrayList<>();
    for (ParsedSource source : sources) {
      new TreeScanner<Void, List<String>>() {
        @Override
        public Void scan(Tree tree, List<String> into) {
          if (kind.isInstance(tree)) {
            check.look(source, kind.cast(tree), into);
          }
          return super.scan(tree, into);
        }
      }.scan(source.tree(), found);
    }
    return found;
  }
}
