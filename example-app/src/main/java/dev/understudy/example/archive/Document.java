package dev.understudy.example.archive;

import dev.understudy.Replicated;
import dev.understudy.State;

/** One document of the archive. It changes, so that two that should be one would be told apart. */
@Replicated
public class Document {

  @State private int number;
  @State private String text = "";
  @State private long revisions;

  Document() {}

  Document(int number, String text) {
    this.number = number;
    this.text = text;
  }

  void revise() {
    revisions++;
  }

  long revisions() {
    return revisions;
  }

  int length() {
    return text.length();
  }

  int fingerprint() {
    return 31 * (31 * number + text.hashCode()) + Long.hashCode(revisions);
  }
}
