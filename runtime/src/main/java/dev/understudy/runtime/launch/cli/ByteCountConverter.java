package dev.understudy.runtime.launch.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 64MiB}, {@code 512KiB}, {@code 1GiB} and plain numbers of bytes. */
final class ByteCountConverter implements ITypeConverter<Long> {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(KiB|MiB|GiB)?");

  @Override
  public Long convert(String value) {
    Matcher matcher = FORM.matcher(value);
    if (!matcher.matches()) {
      throw new TypeConversionException("is not a size such as 512KiB, 64MiB or 1GiB");
    }
    long amount = Long.parseLong(matcher.group(1));
    if (amount == 0) {
      throw new TypeConversionException("must be more than nothing");
    }
    String unit = matcher.group(2);
    if (unit == null) {
      return amount;
    }
    return switch (unit) {
      case "KiB" -> amount << 10;
      case "MiB" -> amount << 20;
      default -> amount << 30;
    };
  }
}
