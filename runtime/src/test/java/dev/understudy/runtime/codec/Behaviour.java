package dev.understudy.runtime.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What a collection or map that cannot be changed answers, whatever it is asked. */
final class Behaviour {

  private Behaviour() {}

  static List<String> of(Collection<?> value) {
    List<String> answers = new ArrayList<>(ofAny(value));
    if (value instanceof List<?> list) {
      answers.addAll(
          Arrays.asList(
              answer(() -> list.indexOf(null)),
              answer(() -> list.lastIndexOf(null)),
              answer(() -> list.get(-1)),
              answer(() -> list.get(9)),
              answer(() -> list.subList(0, list.size()).contains(null)),
              done(() -> list.sort(null)),
              done(() -> list.replaceAll(each -> null)),
              answer(() -> list.remove(0))));
    }
    return answers;
  }

  private static List<String> ofAny(Collection<?> value) {
    return Arrays.asList(
        answer(() -> value.contains(null)),
        answer(() -> value.contains("none")),
        answer(() -> value.containsAll(Arrays.asList((Object) null))),
        answer(() -> value.remove(null)),
        answer(() -> value.remove("none")),
        answer(() -> value.removeIf(each -> false)),
        answer(() -> value.removeIf(each -> true)),
        answer(() -> value.removeAll(List.of("none"))),
        answer(() -> value.retainAll(new ArrayList<>(value))),
        answer(() -> value.addAll(List.of())),
        answer(() -> value.add(null)),
        done(() -> removeFirst(value)),
        done(value::clear),
        answer(value::size));
  }

  private static void removeFirst(Collection<?> value) {
    Iterator<?> all = value.iterator();
    all.next();
    all.remove();
  }

  static List<String> of(Map<?, ?> map) {
    List<String> answers = new ArrayList<>(ofAny(map.keySet()));
    answers.addAll(ofAny(map.values()));
    answers.addAll(changes(map));
    answers.addAll(
        Arrays.asList(
            answer(() -> map.get(null)),
            answer(() -> map.containsKey(null)),
            answer(() -> map.containsValue(null)),
            answer(() -> map.getOrDefault(null, null)),
            answer(() -> map.remove(null)),
            answer(() -> map.remove("none")),
            answer(() -> map.remove("none", "none")),
            done(map::clear),
            answer(map::size)));
    return answers;
  }

  @SuppressWarnings("unchecked") // It takes nothing.
  private static List<String> changes(Map<?, ?> value) {
    Map<Object, Object> map = (Map<Object, Object>) value;
    return Arrays.asList(
        done(() -> map.putAll(Map.of())),
        answer(() -> map.put(null, null)),
        answer(() -> map.putIfAbsent("none", "v")),
        answer(() -> map.replace("none", "v")),
        answer(() -> map.replace("none", "v", "w")),
        answer(() -> map.compute("none", (k, v) -> null)),
        answer(() -> map.computeIfAbsent("none", k -> null)),
        answer(() -> map.computeIfPresent("none", (k, v) -> null)),
        answer(() -> map.merge("none", "v", (a, b) -> null)),
        done(() -> map.replaceAll((k, v) -> v)),
        answer(() -> map.entrySet().iterator().next().setValue(null)));
  }

  private static String done(Runnable change) {
    return answer(
        () -> {
          change.run();
          return "done";
        });
  }

  private static String answer(Supplier<?> question) {
    try {
      return String.valueOf(question.get());
    } catch (NullPointerException | ArrayIndexOutOfBoundsException e) {
      return e.getClass().getName(); // A compiled method throws them without a message.
    } catch (RuntimeException e) {
      return e.toString();
    }
  }
}
