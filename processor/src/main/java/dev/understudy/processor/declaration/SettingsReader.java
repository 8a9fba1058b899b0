package dev.understudy.processor.declaration;

import com.google.auto.common.AnnotationMirrors;
import dev.understudy.Mode;
import dev.understudy.StandbyRole;
import dev.understudy.WhenUnprotected;
import dev.understudy.processor.diagnostics.Findings;
import dev.understudy.processor.diagnostics.Place;
import dev.understudy.processor.diagnostics.Problem;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/** Reads the values of {@code @HighlyAvailable}, and the compiler's options that override them. */
public final class SettingsReader {

  /** The option that overrides {@code mode}. */
  public static final String MODE_OPTION = "understudy.mode";

  /** The option that overrides {@code standbyRole}. */
  public static final String ROLE_OPTION = "understudy.standbyRole";

  private final Map<String, String> options;

  /**
   * @param options of the compiler
   */
  public SettingsReader(Map<String, String> options) {
    this.options = options;
  }

  /** Reads the values; an option that cannot be is a finding. */
  public Settings read(TypeElement element, AnnotationMirror annotation, Findings findings) {
    Map<String, Place> places = new LinkedHashMap<>();
    Map<String, Object> values = new LinkedHashMap<>();
    AnnotationMirrors.getAnnotationValuesWithDefaults(annotation)
        .forEach(
            (method, value) -> {
              String name = method.getSimpleName().toString();
              boolean written = annotation.getElementValues().containsKey(method);
              values.put(name, value.getValue());
              places.put(name, place(element, annotation, value, written));
            });
    boolean roleIsGiven =
        options.containsKey(ROLE_OPTION)
            || annotation.getElementValues().keySet().stream()
                .anyMatch(method -> method.getSimpleName().contentEquals("standbyRole"));
    Place whole = Place.of(element, annotation);
    if (options.containsKey(MODE_OPTION)) {
      places.put("mode", whole);
    }
    if (options.containsKey(ROLE_OPTION)) {
      places.put("standbyRole", whole);
    }
    Mode mode =
        option(MODE_OPTION, Mode.class, constant(values, "mode", Mode.HOT), whole, findings);
    StandbyRole role =
        option(
            ROLE_OPTION,
            StandbyRole.class,
            constant(values, "standbyRole", StandbyRole.SERVER),
            whole,
            findings);
    return new Settings(
        mode,
        role,
        Boolean.TRUE.equals(values.get("compareResults")),
        constant(values, "whenUnprotected", WhenUnprotected.CONTINUE),
        roleIsGiven,
        places);
  }

  private static Place place(
      TypeElement element, AnnotationMirror annotation, AnnotationValue value, boolean written) {
    return new Place(element, annotation, written ? value : null);
  }

  private static <E extends Enum<E>> E constant(
      Map<String, Object> values, String name, E otherwise) {
    return values.get(name) instanceof VariableElement constant
        ? Enum.valueOf(otherwise.getDeclaringClass(), constant.getSimpleName().toString())
        : otherwise;
  }

  private <E extends Enum<E>> E option(
      String name, Class<E> type, E otherwise, Place place, Findings findings) {
    String value = options.get(name);
    if (value == null) {
      return otherwise;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(value.toUpperCase(Locale.ROOT))) {
        return constant;
      }
    }
    findings.add(Problem.BAD_OPTION, place, name, value, Arrays.toString(type.getEnumConstants()));
    return otherwise;
  }
}
