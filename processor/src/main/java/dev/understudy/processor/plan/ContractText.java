package dev.understudy.processor.plan;

import com.palantir.javapoet.TypeName;
import dev.understudy.processor.codecs.CodecGraph;
import dev.understudy.processor.codecs.CodecKey;
import dev.understudy.processor.codecs.WireType;
import dev.understudy.processor.codecs.WireType.Choice;
import dev.understudy.processor.codecs.WireType.Custom;
import dev.understudy.processor.codecs.WireType.Enumeration;
import dev.understudy.processor.codecs.WireType.Failure;
import dev.understudy.processor.codecs.WireType.Product;
import dev.understudy.processor.codecs.WireType.Replica;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Tells the operations and types of a class as text: what servers and clients must agree on. */
final class ContractText {

  private static final TypeName VOID = TypeName.VOID.box();

  private final CodecGraph graph;

  ContractText(CodecGraph graph) {
    this.graph = graph;
  }

  /**
   * A line for each operation, in the order of their numbers, one if the class hears of clients'
   * deaths (its name does not matter: the journal tells of the death, not of the method), each
   * state field in the order in which they are written, and each type, in the order of their names.
   */
  List<String> lines(
      List<OperationPlan> operations,
      boolean onObituary,
      Collection<WireType.Field> state,
      boolean ownState) {
    List<String> lines = new ArrayList<>();
    List<CodecKey> roots = new ArrayList<>();
    for (OperationPlan operation : operations) {
      lines.add(operation.contract());
      roots.add(operation.result());
      operation.parameters().forEach(parameter -> roots.add(parameter.codec()));
      operation.thrown().forEach(exception -> roots.add(exception.codec()));
    }
    if (onObituary) {
      lines.add("update on the obituary of a client");
    }
    if (ownState) {
      lines.add("state by @Snapshot and @Restore");
    }
    for (WireType.Field field : state) {
      lines.add("state " + named(field));
      roots.add(field.codec());
    }
    graph.closure(roots).stream()
        .map(key -> line(key, graph.get(key)))
        .filter(line -> !line.isEmpty())
        .distinct()
        .sorted()
        .forEach(lines::add);
    return List.copyOf(lines);
  }

  private static String line(CodecKey key, WireType type) {
    if (type instanceof Product product) {
      return "record " + product.type() + fields(product.fields());
    } else if (type instanceof Replica replica) {
      return "replicated " + replica.type() + fields(replica.fields());
    } else if (type instanceof Failure failure) {
      return "exception " + failure.type() + fields(failure.fields());
    } else if (type instanceof Enumeration enumeration) {
      return "enum " + enumeration.type() + list(enumeration.constants());
    } else if (type instanceof Choice choice) {
      return "sealed "
          + choice.type()
          + list(choice.subtypes().stream().map(ContractText::text).toList());
    } else if (type instanceof Custom custom) {
      return "custom " + key.type() + " by " + custom.codec();
    }
    return "";
  }

  private static String fields(List<WireType.Field> fields) {
    return list(fields.stream().map(ContractText::named).toList());
  }

  private static String list(List<String> parts) {
    return parts.stream().collect(Collectors.joining(", ", "(", ")"));
  }

  private static String named(WireType.Field field) {
    return field.name() + ": " + text(field.codec());
  }

  /** A type, and the codec that was named for it at this place. */
  static String text(CodecKey key) {
    if (key.type().equals(VOID)) {
      return "void";
    }
    return key.type() + (key.custom() == null ? "" : " by " + key.custom());
  }
}
