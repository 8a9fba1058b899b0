package dev.x;

import dev.understudy.*;
import java.util.*;

@HighlyAvailable
class Shop {
  static class OfString implements ValueCodec<String> {
    @Override
    public void write(String value, StateOutput out) {}

    @Override
    public String read(StateInput in) {
      return "";
    }
  }

  static final class Closed extends OfString {
    private Closed() {}
  }

  abstract static class Half implements ValueCodec<String> {}

  abstract static class Generic<T> implements ValueCodec<T> {}

  @Update void wrong(@Codec(OfString.class) int a) {}

  @Update void closed(@Codec(Closed.class) String a) {}

  @Update void half(@Codec(Half.class) String a) {}

  @Query @Codec(OfString.class) Object result() {
    return "";
  }

  @Update void fits(@Codec(OfString.class) String a) {}
}
