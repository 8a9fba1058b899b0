package dev.x;

import dev.understudy.*;
import java.util.*;

@HighlyAvailable
class Shop {
  abstract static class Vague extends Exception {
    private static final long serialVersionUID = 1;
  }

  static class Numbered extends Exception {
    private static final long serialVersionUID = 1;

    Numbered(int number) {}
  }

  static class Stateful extends Exception {
    private static final long serialVersionUID = 1;

    @State private Thread thread;

    Stateful(String message) {}
  }

  private static class Hidden extends Exception {
    private static final long serialVersionUID = 1;
  }

  @Update void general() throws Exception {}

  @Update void vague() throws Vague {}

  @Update void numbered() throws Numbered {}

  @Update void stateful() throws Stateful {}

  @Update void hidden() throws Hidden {}

  @Update void error() throws OutOfMemoryError {}

  @Update void fine() throws java.io.IOException, IllegalStateException {}
}
