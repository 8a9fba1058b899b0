package dev.understudy.torture.attic;

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
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** All of {@code java.time} that has a codec, and the optional primitives. */
public record Times(
    Instant instant,
    Duration duration,
    LocalDate date,
    LocalTime time,
    LocalDateTime dateTime,
    ZonedDateTime zoned,
    OffsetDateTime offset,
    OffsetTime offsetTime,
    ZoneId zone,
    ZoneOffset zoneOffset,
    Period period,
    Year year,
    YearMonth yearMonth,
    MonthDay monthDay,
    OptionalInt perhapsInt,
    OptionalLong perhapsLong,
    OptionalDouble perhapsDouble)
    implements Parcel {}
