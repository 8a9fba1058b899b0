package dev.understudy.processor.codecs;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import java.util.List;

/**
 * How one type crosses the wire. Its parts are named by their keys, so that types may be recursive.
 */
public sealed interface WireType {

  /** The codecs that this one needs, at the latest when it is used. */
  List<CodecKey> parts();

  /**
   * A type with a codec in the runtime.
   *
   * @param constant its name there
   */
  record Simple(String constant) implements WireType {
    @Override
    public List<CodecKey> parts() {
      return List.of();
    }
  }

  /** An enum, with its constants. */
  record Enumeration(ClassName type, List<String> constants) implements WireType {
    @Override
    public List<CodecKey> parts() {
      return List.of();
    }
  }

  /** An array of what is not primitive. */
  record Array(TypeName erasedComponent, CodecKey component) implements WireType {
    @Override
    public List<CodecKey> parts() {
      return List.of(component);
    }
  }

  /** An {@code Optional}. */
  record Maybe(CodecKey value) implements WireType {
    @Override
    public List<CodecKey> parts() {
      return List.of(value);
    }
  }

  /** A collection or map: it can be emptied and filled again. */
  sealed interface Refillable extends WireType {}

  /** A collection, declared as one of the types that the runtime knows. */
  record Gathering(ClassName declared, CodecKey element) implements Refillable {
    @Override
    public List<CodecKey> parts() {
      return List.of(element);
    }
  }

  /** A map, declared as one of the types that the runtime knows. */
  record Mapping(ClassName declared, CodecKey key, CodecKey value) implements Refillable {
    @Override
    public List<CodecKey> parts() {
      return List.of(key, value);
    }
  }

  /** An {@code EnumSet}. */
  record EnumGathering(ClassName enumeration, CodecKey element) implements Refillable {
    @Override
    public List<CodecKey> parts() {
      return List.of(element);
    }
  }

  /** An {@code EnumMap}. */
  record EnumMapping(ClassName enumeration, CodecKey key, CodecKey value) implements Refillable {
    @Override
    public List<CodecKey> parts() {
      return List.of(key, value);
    }
  }

  /** A sealed type, with the types of the objects that there may be, all of them concrete. */
  record Choice(ClassName type, List<CodecKey> subtypes) implements WireType {
    @Override
    public List<CodecKey> parts() {
      return subtypes;
    }
  }

  /** A type with a codec of the user's own. */
  record Custom(TypeName type, ClassName codec) implements WireType {
    @Override
    public List<CodecKey> parts() {
      return List.of();
    }
  }

  /** A type that gets a generated codec class; its parts may need it in turn. */
  sealed interface Structure extends WireType {

    /** The type. */
    TypeName type();

    /** What is written, in order. */
    List<Field> fields();

    @Override
    default List<CodecKey> parts() {
      return fields().stream().map(Field::codec).toList();
    }
  }

  /** A record. */
  record Product(TypeName type, List<Field> fields) implements Structure {}

  /** A {@code @Replicated} class. */
  record Replica(TypeName type, List<Field> fields) implements Structure {}

  /** An exception, with its {@code @State} fields. */
  record Failure(ClassName type, Making making, List<Field> fields) implements Structure {

    /** By which constructor it is made. */
    public enum Making {
      /** {@code (String)}. */
      MESSAGE,
      /** {@code (String, Throwable)}. */
      MESSAGE_AND_CAUSE,
      /** Without arguments. */
      NOTHING
    }
  }

  /**
   * A component of a record, or a state field.
   *
   * @param owner the class that declares it
   * @param erasedType its type as the virtual machine knows it
   */
  record Field(
      ClassName owner,
      String name,
      TypeName type,
      TypeName erasedType,
      boolean isFinal,
      CodecKey codec) {}
}
