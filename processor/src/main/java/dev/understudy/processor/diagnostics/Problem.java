package dev.understudy.processor.diagnostics;

import java.util.Locale;
import javax.tools.Diagnostic;

/**
 * The catalogue: every message of the compiler. Each says what was found and what to do about it;
 * its number never changes, for users name it.
 */
public enum Problem {
  NOT_A_CLASS(1, "%s is %s, and only a class can be highly available. Make it a class."),
  ABSTRACT_CLASS(2, "%s is abstract, so no object can be made of it. Make it concrete."),
  GENERIC_CLASS(
      3, "%s is generic, and a server has no type arguments. Annotate a subclass that names them."),
  PRIVATE_CLASS(
      4, "%s is private, or within a private class: generated code cannot name it. Open it."),
  INNER_CLASS(5, "%s is an inner class, bound to an object of another. Make it static."),
  FIRST_UPDATE_SIGNATURE(
      6,
      "%s.%s is the first update and takes the launcher's arguments."
          + " Give it one parameter, a List<String>, beside an optional UpdateContext."),
  NO_CONSTRUCTOR(
      7,
      "%s has no constructor without arguments that is accessible and declares no checked"
          + " exception. Add one, or a static method launch(String[]) that calls"
          + " %s.launch(arguments, supplier)."),
  PRIVATE_OPERATION(8, "%s.%s is private: generated code cannot call it. Make it package-private."),
  STATIC_OPERATION(
      9, "%s.%s is static, and belongs to no server object. Make it an instance method."),
  UPDATE_AND_QUERY(10, "%s.%s is both @Update and @Query. Keep @Update if it changes state."),
  NO_UPDATE(11, "%s has no @Update method, so there is nothing to replicate. Annotate one."),
  NO_CODEC(12, "%s.%s: %s has no codec. %s"),
  INDEFINITE_TYPE(13, "%s.%s: %s is not a definite type. %s"),
  INACCESSIBLE_TYPE(
      14,
      "%s.%s: %s cannot be named by generated code in package %s. Make it package-private there, or public."),
  REPLICATED_WITHOUT_CONSTRUCTOR(
      15,
      "%s.%s: %s is @Replicated, and package %s can reach no constructor of it without arguments."
          + " Add one."),
  CODEC_MISFIT(16, "%s.%s: @Codec names %s, which %s. %s"),
  EXCEPTION_WITHOUT_CODEC(17, "%s.%s: %s cannot cross the wire: %s. %s"),
  FINAL_STATE(
      18,
      "%s.%s: the field is final and its value, %s, cannot be refilled."
          + " Make the field non-final, or a collection or map."),
  STATE_NOT_POSSIBLE(
      19, "%s.%s is @State and %s. State belongs to the object and to the snapshot: remove one."),
  SNAPSHOT_HALF(20, "%s has a method with @%s and none with @%s. They come in pairs: add it."),
  SNAPSHOT_AND_STATE(21, "%s has @State fields and an @Snapshot method. Keep one of the two."),
  SNAPSHOT_SIGNATURE(
      22,
      "%s.%s is @%s and must be void, neither private nor static, with one parameter, a %s,"
          + " and no checked exception."),
  SECOND_METHOD(25, "%s.%s is a second method with @%s. Keep one."),
  NAME_CLASH(23, "%s.%s clashes with %s of the generated %s. Rename it."),
  CONTEXT_MISPLACED(
      24, "%s.%s: an UpdateContext is the first or the last parameter of an @Update, once. %s"),
  SEVERAL_FIRST_UPDATES(26, "%s.%s is a second first update. Keep first = true on one method."),
  SAME_IDENTITY(
      27, "%s.%s has the wire identity %s, as %s has. Name another with @Update(id = …)."),
  ON_PRIMARY_SIGNATURE(
      28,
      "%s.%s is @OnPrimary and must be neither private nor static, without parameter or with one:"
          + " %s, or an interface that it implements."),
  REFUSE_WITH_COLD(
      30,
      "%s: whenUnprotected = REFUSE waits for a standby, and with mode = COLD there is none."
          + " Use CONTINUE, or mode HOT."),
  BAD_OPTION(31, "-A%s=%s is none of %s. Correct the compiler's option."),
  UNRESOLVED_TYPE(
      32,
      "%s: the type %s was not found, so nothing was generated. Import it, or add its artifact."),
  INACCESSIBLE_OPERATION(
      34, "%s.%s is inherited from another package and not public. Make it public there."),
  GENERIC_OPERATION(35, "%s.%s has type parameters, which say nothing to a codec. Name the types."),
  INACCESSIBLE_STATE(
      36, "%s.%s: the class %s of the field cannot be named from package %s. Open it."),
  ON_OBITUARY_PARAMETERS(
      41,
      "%s.%s is @OnObituary and is told of a client's death."
          + " Give it one parameter, a ClientObituary, beside an optional UpdateContext before or"
          + " behind it."),
  ON_OBITUARY_RESULT(
      42, "%s.%s is @OnObituary and returns %s, which nobody would get. Make it void."),
  ON_OBITUARY_AND_OPERATION(
      43, "%s.%s is both @OnObituary and @%s: clients would tell of deaths. Keep one of the two."),
  LOMBOK_HAS_NOT_RUN(
      44,
      "%s, or a type that it uses, carries annotations of Lombok, which has not run. Put Lombok on"
          + " the processor path, before this processor or after it."),
  NAME_TAKEN(37, "%s: %s, which would be generated, is there already. Rename one of the two."),
  INTERNAL_FAULT(
      40,
      "Understudy's processor failed at %s: %s. This is our fault: please report it with this"
          + " message and the class; -Aunderstudy.debug prints the stack trace."),

  STRAY_ANNOTATION(
      60,
      Diagnostic.Kind.WARNING,
      "%s.%s is @%s, and %s is no server class, so it does nothing. %s, or remove it."),
  MUTABLE_FIELD(
      61,
      Diagnostic.Kind.WARNING,
      "%s.%s can change, and is neither @State nor transient."
          + " Mark it @State if it belongs to the snapshot, transient if to the process."),
  ROLE_FOR_COLD(
      62,
      Diagnostic.Kind.WARNING,
      "%s: standbyRole means nothing with mode = COLD, which has no standby. Remove it."),
  PUBLIC_METHOD(
      63,
      Diagnostic.Kind.WARNING,
      "%s.%s is public and neither @Update nor @Query: clients do not have it."
          + " Annotate it, or make it package-private."),
  INTERFACE_NOT_OFFERED(
      64,
      Diagnostic.Kind.WARNING,
      "%s: the generated primary and client do not implement %s, since %s."
          + " Annotate what is missing, or leave the interface to a class beside this one."),
  DEFAULT_IN_PLACE_OF_OVERRIDE(
      65,
      Diagnostic.Kind.WARNING,
      "%s.%s overrides a default method of %s, and is neither @Update nor @Query: the generated"
          + " primary and client run the body of the interface instead. Annotate it."),
  DEFAULT_RUNS_AT_THE_CALLER(
      66,
      Diagnostic.Kind.NOTE,
      "%s: the generated primary and client run the body of %s.%s themselves, one operation after"
          + " another, and calls of others may come between. To have it run as one, annotate it, or"
          + " override it in %s, with @Update or @Query.");

  private final int number;
  private final Diagnostic.Kind kind;
  private final String text;

  Problem(int number, String text) {
    this(number, Diagnostic.Kind.ERROR, text);
  }

  Problem(int number, Diagnostic.Kind kind, String text) {
    this.number = number;
    this.kind = kind;
    this.text = text;
  }

  /** As users name it: {@code US-012}. */
  public String id() {
    return String.format(Locale.ROOT, "US-%03d", number);
  }

  /** An error, a warning or a note. */
  public Diagnostic.Kind kind() {
    return kind;
  }

  /** The message, a format. */
  String text() {
    return text;
  }
}
