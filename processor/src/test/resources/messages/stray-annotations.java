package dev.x;

import dev.understudy.*;
import java.util.*;

class Forgotten {
  @State int a;

  @Update void go() {}
}

interface Going {
  @Query int size();
}

abstract class Base {
  @State int a;

  @Update void go() {}
}

class Above {
  @Update void go() {}
}

@HighlyAvailable
class Shop extends Above {}

@Replicated
class Order {
  @State int a;
}

class OrderException extends Exception {
  private static final long serialVersionUID = 1;

  @State int a;
}

enum Color {
  RED;

  @State int a;

  @Update void go() {}
}

record Pair(@State int a) {
  @Query int size() {
    return a;
  }
}

interface Limits {
  @State int MOST = 1;
}
