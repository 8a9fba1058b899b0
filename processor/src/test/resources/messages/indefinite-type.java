package dev.x;

import dev.understudy.*;
import java.util.*;

@HighlyAvailable
class Shop {
  record Nest<T>(T value, Nest<List<T>> deeper) {}

  @Update void wild(List<? extends Number> numbers) {}

  @Update @SuppressWarnings("rawtypes") void raw(List list) {}

  @Update <T> void variable(T value) {}

  @Update void nest(Nest<String> nest) {}
}
