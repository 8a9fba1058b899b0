package dev.understudy.processor.names;

import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names that generated code gives to one operation.
 *
 * @param constant of its {@code Operation}: {@code BOOK}
 * @param method of what decodes, calls and encodes: {@code book}
 */
public record OperationNames(String constant, String method) {

  /**
   * What names are made from.
   *
   * @param name the method's name
   * @param parameters the types of its parameters
   */
  public record Source(String name, List<TypeName> parameters) {}

  /** Names all operations of a class: overloads carry the types of their parameters. */
  public static List<OperationNames> of(List<Source> operations) {
    Map<String, Integer> overloads = new HashMap<>();
    operations.forEach(operation -> overloads.merge(operation.name(), 1, Integer::sum));
    UniqueNames constants = new UniqueNames();
    constants.reserve("SERVER_CLASS");
    constants.reserve("ON_OBITUARY");
    UniqueNames methods = new UniqueNames();
    overloads.forEach(
        (name, count) -> {
          if (count == 1) {
            methods.reserve(name);
          }
        });
    List<OperationNames> named = new ArrayList<>();
    for (Source operation : operations) {
      boolean alone = overloads.getOrDefault(operation.name(), 0) == 1;
      String method = alone ? operation.name() : methods.take(spelledOut(operation), "_");
      named.add(new OperationNames(constants.take(Words.constant(method), "_"), method));
    }
    return named;
  }

  private static String spelledOut(Source operation) {
    StringBuilder name = new StringBuilder(operation.name());
    if (operation.parameters().isEmpty()) {
      return name.append("Nothing").toString();
    }
    operation.parameters().forEach(type -> name.append(Words.camelCase(type)));
    return name.toString();
  }
}
