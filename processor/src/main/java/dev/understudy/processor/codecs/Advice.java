package dev.understudy.processor.codecs;

import com.palantir.javapoet.TypeName;
import dev.understudy.processor.names.Words;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** What to do about a type without a codec. */
final class Advice {

  private static final Map<String, String> INSTEAD =
      Map.ofEntries(
          Map.entry("java.lang.Object", "a record or a sealed interface"),
          Map.entry("java.lang.Number", "Long, Double or BigDecimal"),
          Map.entry("java.lang.CharSequence", "String"),
          Map.entry("java.util.Date", "java.time.Instant"),
          Map.entry("java.util.Calendar", "java.time.ZonedDateTime"),
          Map.entry("java.util.TimeZone", "java.time.ZoneId"),
          Map.entry("java.util.Properties", "Map<String, String>"),
          Map.entry("java.util.BitSet", "EnumSet, or long[]"),
          Map.entry("java.net.URL", "java.net.URI"),
          Map.entry("java.io.File", "String"),
          Map.entry("java.nio.file.Path", "String"));

  private static final Set<String> SEQUENCES =
      Set.of(
          "java.util.stream.Stream",
          "java.util.Iterator",
          "java.lang.Iterable",
          "java.util.Enumeration",
          "java.util.Vector",
          "java.util.Stack");

  private static final Set<String> TABLES =
      Set.of("java.util.Hashtable", "java.util.WeakHashMap", "java.util.IdentityHashMap");

  private Advice() {}

  static String on(TypeMirror type) {
    if (type.getKind() != TypeKind.DECLARED) {
      return "Use a type that has one, or name one with @Codec.";
    }
    DeclaredType declared = (DeclaredType) type;
    TypeElement element = (TypeElement) declared.asElement();
    String name = element.getQualifiedName().toString();
    String instead = INSTEAD.get(name);
    if (SEQUENCES.contains(name)) {
      instead = "List" + arguments(declared, List.of("T"));
    } else if (TABLES.contains(name)) {
      instead = "Map" + arguments(declared, List.of("K", "V"));
    }
    if (instead != null) {
      return "Use " + instead + ", or name one with @Codec.";
    }
    if (name.startsWith("java.")) {
      return "Use a type that has one, or name one with @Codec.";
    }
    return element.getKind() == ElementKind.INTERFACE
        ? "Make it a sealed interface of records, or name one with @Codec."
        : "Make it a record, annotate it with @Replicated, or name one with @Codec.";
  }

  private static String arguments(DeclaredType type, List<String> ifRaw) {
    List<String> arguments =
        type.getTypeArguments().stream()
            .map(argument -> Words.simple(TypeName.get(argument)))
            .toList();
    return "<" + String.join(", ", arguments.isEmpty() ? ifRaw : arguments) + ">";
  }
}
