package dev.x.zoo;

public enum Color implements Zoo.Shape {
  RED,
  GREEN {
    @Override
    public String toString() {
      return "green";
    }
  }
}
