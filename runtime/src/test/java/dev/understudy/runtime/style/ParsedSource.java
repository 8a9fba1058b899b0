package dev.understudy.runtime.style;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A source file, parsed and not resolved.
 *
 * @param path from the root of the repository
 */
record ParsedSource(String path, String text, CompilationUnitTree tree, SourcePositions positions) {

  /** All that lies in one of the source folders of a module, such as {@code src/main/java}. */
  static List<ParsedSource> allIn(String sourceFolder) {
    Path root = root();
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> modules = Files.list(root)) {
      for (Path module : modules.filter(each -> Files.exists(each.resolve("pom.xml"))).toList()) {
        read(root, module.resolve(sourceFolder), texts);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return parse(texts);
  }

  /** Parses texts, given by their paths. */
  static List<ParsedSource> parse(Map<String, String> texts) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Text> files = new ArrayList<>();
    texts.forEach((path, text) -> files.add(new Text(path, text)));
    JavacTask task =
        (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, files);
    SourcePositions positions = Trees.instance(task).getSourcePositions();
    List<ParsedSource> sources = new ArrayList<>();
    Iterator<Text> file = files.iterator();
    try {
      for (CompilationUnitTree tree : task.parse()) {
        Text text = file.next();
        sources.add(new ParsedSource(text.path, text.text, tree, positions));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sources;
  }

  /** The package of the file. */
  String packageName() {
    return tree.getPackageName() == null ? "" : tree.getPackageName().toString();
  }

  /** Where a tree begins, for people. */
  String at(Tree part) {
    return path + ":" + line(positions.getStartPosition(tree, part));
  }

  /** How many lines a tree has, its annotations included. */
  long lines(Tree part) {
    return line(positions.getEndPosition(tree, part))
        - line(positions.getStartPosition(tree, part))
        + 1;
  }

  /** What is written there. */
  String textOf(Tree part) {
    return text.substring(
        (int) positions.getStartPosition(tree, part), (int) positions.getEndPosition(tree, part));
  }

  private long line(long position) {
    return tree.getLineMap().getLineNumber(position);
  }

  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("runtime/pom.xml"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("run the tests somewhere below the root of the repository");
      }
    }
    return folder;
  }

  private static void read(Path root, Path folder, Map<String, String> texts) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        texts.put(root.relativize(file).toString(), Files.readString(file));
      }
    }
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String path;
    private final String text;

    Text(String path, String text) {
      super(URI.create("text:///" + path), Kind.SOURCE);
      this.path = path;
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
