package dev.understudy.processor.plan;

import dev.understudy.processor.codecs.WireType;
import dev.understudy.processor.names.UniqueNames;
import dev.understudy.processor.names.Words;
import java.util.List;

/** The names of the constants that hold the handles of state fields. */
public final class StateFieldNames {

  private StateFieldNames() {}

  /** The names for the fields of a type; none for a record, whose accessors are enough. */
  public static List<String> of(WireType type) {
    return type instanceof WireType.Structure structure && !(type instanceof WireType.Product)
        ? of(structure.fields())
        : List.of();
  }

  /** The names for fields, in their order. */
  public static List<String> of(List<WireType.Field> fields) {
    UniqueNames names = new UniqueNames();
    return fields.stream()
        .map(field -> names.take(Words.constant(field.name()) + "_FIELD", "_"))
        .toList();
  }
}
