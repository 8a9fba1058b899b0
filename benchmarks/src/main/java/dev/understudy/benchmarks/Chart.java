package dev.understudy.benchmarks;

import dev.understudy.benchmarks.Figures.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A picture of what a rig has measured, as SVG: a bar as long as the median, and a line from the
 * least to the most. Figures of one unit share a scale.
 */
final class Chart {

  private static final int WIDTH = 860;
  private static final int LABEL_WIDTH = 330;
  private static final int VALUE_WIDTH = 90;
  private static final int ROW_HEIGHT = 22;
  private static final int BAR_HEIGHT = 12;
  private static final int HEAD_HEIGHT = 34;
  private static final int MARGIN = 12;
  private static final double BAR_WIDTH = WIDTH - LABEL_WIDTH - VALUE_WIDTH - 2.0 * MARGIN;

  private final StringBuilder svg = new StringBuilder();
  private int y = MARGIN;

  private Chart() {}

  /** Writes the picture of a rig's figures to a folder, which is made if it is not there. */
  static void write(Path folder, String rig, List<Figures> figures) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(rig + ".svg"), of(rig, figures));
  }

  static String of(String rig, List<Figures> figures) {
    Map<Unit, List<Figures>> byUnit = new LinkedHashMap<>();
    for (Figures row : figures) {
      byUnit.computeIfAbsent(row.unit(), unit -> new ArrayList<>()).add(row);
    }
    Chart chart = new Chart();
    byUnit.forEach((unit, rows) -> chart.scale(rig, unit, rows));
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                + " font-family=\"sans-serif\" font-size=\"12\">%n",
            WIDTH,
            chart.y + MARGIN)
        + "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
        + chart.svg
        + "</svg>\n";
  }

  private void scale(String rig, Unit unit, List<Figures> rows) {
    y += HEAD_HEIGHT;
    text(MARGIN, y - ROW_HEIGHT / 2, "bold", rig + ", " + unit.heading());
    double most = rows.stream().mapToDouble(Figures::most).max().orElse(0);
    for (Figures row : rows) {
      double pixels = most > 0 ? BAR_WIDTH / most : 0;
      bar(row, pixels);
      y += ROW_HEIGHT;
    }
  }

  private void bar(Figures row, double pixels) {
    int left = MARGIN + LABEL_WIDTH;
    int middle = y + BAR_HEIGHT / 2;
    text(MARGIN, y + BAR_HEIGHT - 2, "normal", row.name());
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#4a7ab5\"/>%n",
            left,
            y,
            row.median() * pixels,
            BAR_HEIGHT));
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#222222\"/>%n",
            left + row.least() * pixels,
            middle,
            left + row.most() * pixels,
            middle));
    text(WIDTH - VALUE_WIDTH, y + BAR_HEIGHT - 2, "normal", row.unit().text(row.median()));
  }

  private void text(int x, int baseline, String weight, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" font-weight=\"%s\" fill=\"#222222\">%s</text>%n",
            x,
            baseline,
            weight,
            text.replace("&", "&amp;").replace("<", "&lt;")));
  }
}
