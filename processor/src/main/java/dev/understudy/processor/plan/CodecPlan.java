package dev.understudy.processor.plan;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.understudy.processor.codecs.CodecGraph;
import dev.understudy.processor.codecs.CodecKey;
import dev.understudy.processor.codecs.WireType;
import dev.understudy.processor.names.RuntimeNames;
import dev.understudy.processor.names.UniqueNames;
import dev.understudy.processor.names.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The codecs that one generated class holds as constants, and how code within it names them. */
public final class CodecPlan {

  /**
   * A constant that holds a codec.
   *
   * @param codecClass the generated class of a structure's codec, or the empty string
   */
  public record Constant(String name, CodecKey key, WireType type, String codecClass) {}

  private final CodecGraph graph;
  private final ClassName holder;
  private final @Nullable CodecPlan outer;
  private final Map<CodecKey, Constant> constants = new LinkedHashMap<>();

  private CodecPlan(CodecGraph graph, ClassName holder, @Nullable CodecPlan outer) {
    this.graph = graph;
    this.holder = holder;
    this.outer = outer;
  }

  /**
   * Plans the constants of a class.
   *
   * @param roots the codecs that it must have
   * @param holder the class
   * @param taken names of its other constants
   * @param outer whose constants it may use, or null
   */
  public static CodecPlan of(
      CodecGraph graph,
      Collection<CodecKey> roots,
      ClassName holder,
      Collection<String> taken,
      @Nullable CodecPlan outer) {
    CodecPlan plan = new CodecPlan(graph, holder, outer);
    UniqueNames names = new UniqueNames();
    taken.forEach(names::reserve);
    UniqueNames classes = new UniqueNames();
    classes.reserve(holder.simpleName());
    List<CodecKey> keys = new ArrayList<>();
    for (CodecKey key : graph.closure(roots)) {
      boolean known =
          graph.get(key) instanceof WireType.Simple || (outer != null && outer.has(key));
      if (!known) {
        keys.add(key);
      }
    }
    // A structure's codec has constants of its own, which would hide these.
    keys.forEach(key -> StateFieldNames.of(graph.get(key)).forEach(names::reserve));
    for (CodecKey key : keys) {
      plan.add(key, names, classes);
    }
    return plan;
  }

  private void add(CodecKey key, UniqueNames names, UniqueNames classes) {
    WireType type = graph.get(key);
    ClassName custom = key.custom();
    String word = Words.camelCase(key.type()) + (custom == null ? "" : "By" + custom.simpleName());
    String codecClass = type instanceof WireType.Structure ? classes.take(word + "Codec", "") : "";
    String name = names.take(Words.constant(word), "_CODEC");
    constants.put(key, new Constant(name, key, type, codecClass));
  }

  /** The constants, each after those that must be there before it. */
  public List<Constant> constants() {
    return List.copyOf(constants.values());
  }

  /** How a type is written. */
  public WireType type(CodecKey key) {
    return graph.get(key);
  }

  /** An expression for a codec. */
  public CodeBlock expression(CodecKey key) {
    if (graph.get(key) instanceof WireType.Simple simple) {
      return CodeBlock.of("$T.$L", RuntimeNames.CODECS, simple.constant());
    }
    Constant constant = constants.get(key);
    if (constant != null) {
      return CodeBlock.of("$L", constant.name());
    }
    if (outer == null) {
      throw new IllegalStateException(holder + " has no codec for " + key);
    }
    return CodeBlock.of("$T.$L", outer.holder, outer.expression(key));
  }

  /** How code of a class outside of the holder names the same codecs. */
  public CodecPlan from(ClassName user) {
    return new CodecPlan(graph, user, this);
  }

  private boolean has(CodecKey key) {
    return constants.containsKey(key);
  }
}
