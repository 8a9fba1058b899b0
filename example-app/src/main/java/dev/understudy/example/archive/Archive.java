package dev.understudy.example.archive;

import dev.understudy.HighlyAvailable;
import dev.understudy.Query;
import dev.understudy.State;
import dev.understudy.Update;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps documents, of which readers make revisions, and counts those of each reader. Every
 * thousandth document is on display: held by a second collection, of another kind.
 */
@HighlyAvailable
public class Archive {

  private static final int ON_DISPLAY_EVERY = 1_000;

  @State private final Map<Integer, Document> documents = new HashMap<>();
  @State private final LinkedHashMap<Integer, Document> display = new LinkedHashMap<>();
  @State private final TreeMap<String, Long> readers = new TreeMap<>();
  @State private long pages;

  /**
   * Takes documents in.
   *
   * @param first the number of the first one; the others follow
   * @return how many documents there are now
   */
  @Update
  public int store(int first, List<String> texts) {
    int number = first;
    for (String text : texts) {
      Document document = new Document(number, text);
      documents.put(number, document);
      if (number % ON_DISPLAY_EVERY == 0) {
        display.put(number, document);
      }
      number++;
    }
    return documents.size();
  }

  /**
   * Revises a document.
   *
   * @return how many revisions this reader has made, with this one
   */
  @Update
  public long revise(int number, String reader) {
    Document document = documents.get(number);
    if (document == null) {
      throw new IllegalArgumentException("There is no document " + number + ".");
    }
    document.revise();
    return readers.merge(reader, 1L, Long::sum);
  }

  /** Reads a page, and forgets it: it makes the journal longer, and not the state. */
  @Update
  public long skim(byte[] page) {
    pages += page.length > 0 ? 1 : 0;
    return pages;
  }

  /** How many revisions a document has had. */
  @Query
  public long revisions(int number) {
    Document document = documents.get(number);
    return document == null ? 0 : document.revisions();
  }

  /** Looks at all there is, which takes a while. */
  @Query
  public Summary summary() {
    long characters = 0;
    long revisions = 0;
    long fingerprint = pages;
    for (Document document : documents.values()) {
      characters += document.length();
      revisions += document.revisions();
      fingerprint += document.fingerprint();
    }
    int displayed = 0;
    for (Map.Entry<Integer, Document> entry : display.entrySet()) {
      fingerprint = 31 * fingerprint + entry.getKey();
      displayed += documents.get(entry.getKey()) == entry.getValue() ? 1 : 0;
    }
    for (Map.Entry<String, Long> reader : readers.entrySet()) {
      fingerprint = 31 * fingerprint + reader.getKey().hashCode() + reader.getValue();
    }
    return new Summary(documents.size(), characters, revisions, displayed, fingerprint);
  }
}
