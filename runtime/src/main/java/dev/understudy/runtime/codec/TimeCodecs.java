package dev.understudy.runtime.codec;

import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** The codecs of {@code java.time}, each to the last nanosecond. */
final class TimeCodecs {

  static final WireCodec<Instant> INSTANT =
      new NullableCodec<>(
          "Instant",
          (value, out) -> {
            out.writeLong(value.getEpochSecond());
            out.writeInt(value.getNano());
          },
          in -> Instant.ofEpochSecond(in.readLong(), in.readInt()));

  static final WireCodec<Duration> DURATION =
      new NullableCodec<>(
          "Duration",
          (value, out) -> {
            out.writeLong(value.getSeconds());
            out.writeInt(value.getNano());
          },
          in -> Duration.ofSeconds(in.readLong(), in.readInt()));

  static final WireCodec<LocalDate> LOCAL_DATE =
      new NullableCodec<>("LocalDate", TimeCodecs::writeDate, TimeCodecs::readDate);

  static final WireCodec<LocalTime> LOCAL_TIME =
      new NullableCodec<>("LocalTime", TimeCodecs::writeTime, TimeCodecs::readTime);

  static final WireCodec<LocalDateTime> LOCAL_DATE_TIME =
      new NullableCodec<>("LocalDateTime", TimeCodecs::writeDateTime, TimeCodecs::readDateTime);

  static final WireCodec<ZoneOffset> ZONE_OFFSET =
      new NullableCodec<>("ZoneOffset", TimeCodecs::writeOffset, TimeCodecs::readOffset);

  static final WireCodec<ZoneId> ZONE_ID =
      new NullableCodec<>("ZoneId", TimeCodecs::writeZone, TimeCodecs::readZone);

  static final WireCodec<ZonedDateTime> ZONED_DATE_TIME =
      new NullableCodec<>(
          "ZonedDateTime",
          (value, out) -> {
            writeDateTime(value.toLocalDateTime(), out);
            writeOffset(value.getOffset(), out);
            writeZone(value.getZone(), out);
          },
          // The instant counts, should the rules of the zone have changed since.
          in -> ZonedDateTime.ofInstant(readDateTime(in), readOffset(in), readZone(in)));

  static final WireCodec<OffsetDateTime> OFFSET_DATE_TIME =
      new NullableCodec<>(
          "OffsetDateTime",
          (value, out) -> {
            writeDateTime(value.toLocalDateTime(), out);
            writeOffset(value.getOffset(), out);
          },
          in -> OffsetDateTime.of(readDateTime(in), readOffset(in)));

  static final WireCodec<OffsetTime> OFFSET_TIME =
      new NullableCodec<>(
          "OffsetTime",
          (value, out) -> {
            writeTime(value.toLocalTime(), out);
            writeOffset(value.getOffset(), out);
          },
          in -> OffsetTime.of(readTime(in), readOffset(in)));

  static final WireCodec<Period> PERIOD =
      new NullableCodec<>(
          "Period",
          (value, out) -> {
            out.writeInt(value.getYears());
            out.writeInt(value.getMonths());
            out.writeInt(value.getDays());
          },
          in -> Period.of(in.readInt(), in.readInt(), in.readInt()));

  static final WireCodec<Year> YEAR =
      new NullableCodec<>(
          "Year", (value, out) -> out.writeInt(value.getValue()), in -> Year.of(in.readInt()));

  static final WireCodec<YearMonth> YEAR_MONTH =
      new NullableCodec<>(
          "YearMonth",
          (value, out) -> {
            out.writeInt(value.getYear());
            out.writeByte(value.getMonthValue());
          },
          in -> YearMonth.of(in.readInt(), in.readByte()));

  static final WireCodec<MonthDay> MONTH_DAY =
      new NullableCodec<>(
          "MonthDay",
          (value, out) -> {
            out.writeByte(value.getMonthValue());
            out.writeByte(value.getDayOfMonth());
          },
          in -> MonthDay.of(in.readByte(), in.readByte()));

  private TimeCodecs() {}

  private static void writeDate(LocalDate value, WireOutput out) {
    out.writeInt(value.getYear());
    out.writeByte(value.getMonthValue());
    out.writeByte(value.getDayOfMonth());
  }

  private static LocalDate readDate(WireInput in) {
    return LocalDate.of(in.readInt(), in.readByte(), in.readByte());
  }

  private static void writeTime(LocalTime value, WireOutput out) {
    out.writeLong(value.toNanoOfDay());
  }

  private static LocalTime readTime(WireInput in) {
    return LocalTime.ofNanoOfDay(in.readLong());
  }

  private static void writeDateTime(LocalDateTime value, WireOutput out) {
    writeDate(value.toLocalDate(), out);
    writeTime(value.toLocalTime(), out);
  }

  private static LocalDateTime readDateTime(WireInput in) {
    return LocalDateTime.of(readDate(in), readTime(in));
  }

  private static void writeOffset(ZoneOffset value, WireOutput out) {
    out.writeInt(value.getTotalSeconds());
  }

  private static ZoneOffset readOffset(WireInput in) {
    return ZoneOffset.ofTotalSeconds(in.readInt());
  }

  private static void writeZone(ZoneId value, WireOutput out) {
    out.writeString(value.getId());
  }

  private static ZoneId readZone(WireInput in) {
    return ZoneId.of(TextCodecs.present(in.readString()));
  }
}
