package javawire.gen.group;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.HijrahDate;
import java.time.chrono.IsoChronology;
import java.time.chrono.JapaneseDate;
import java.time.chrono.MinguoDate;
import java.time.chrono.ThaiBuddhistDate;
import java.util.Arrays;
import java.util.ArrayList;

import javawire.gen.Catalog;

/** java.time: all its values are written as java.time.Ser, one byte that names the type first. */
public final class JdkTime {
    private static final LocalDate DATE = LocalDate.of(2024, 2, 29);
    private static final ZoneOffset OFFSET = ZoneOffset.ofHoursMinutesSeconds(-3, -30, -15);

    private JdkTime() {}

    public static void add(Catalog c) {
        all(c, "instant", "epoch, least, greatest, nanoseconds", Instant.EPOCH, Instant.MIN,
                Instant.MAX, Instant.ofEpochSecond(1_700_000_000L, 123_456_789));
        all(c, "duration", "zero, negative, greatest", Duration.ZERO, Duration.ofMillis(-1),
                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
        all(c, "period", "zero, mixed signs", Period.ZERO, Period.of(1, -2, 300));
        all(c, "local-date", "leap day, least, greatest", DATE, LocalDate.MIN, LocalDate.MAX);
        all(c, "local-time", "each number of parts that is left out", LocalTime.MIDNIGHT,
                LocalTime.of(1, 0), LocalTime.of(1, 2), LocalTime.of(1, 2, 3),
                LocalTime.of(1, 2, 3, 4), LocalTime.MAX);
        all(c, "local-date-time", "one", LocalDateTime.of(DATE, LocalTime.of(12, 30)),
                LocalDateTime.MIN);
        all(c, "zone-offset", "UTC, quarters of hours, seconds", ZoneOffset.UTC,
                ZoneOffset.ofHoursMinutes(5, 45), OFFSET, ZoneOffset.MAX);
        all(c, "zone-id", "regions by name", ZoneId.of("Europe/Madrid"), ZoneId.of("UTC"),
                ZoneId.of("GMT+2"));
        all(c, "zoned-date-time", "a region, an offset",
                ZonedDateTime.of(DATE, LocalTime.NOON, ZoneId.of("Europe/Madrid")),
                ZonedDateTime.of(DATE, LocalTime.NOON, OFFSET));
        all(c, "offset-date-time", "one", OffsetDateTime.of(DATE, LocalTime.of(23, 59, 59), OFFSET));
        all(c, "offset-time", "one", OffsetTime.of(LocalTime.of(6, 7), ZoneOffset.ofHours(18)));
        all(c, "year", "after and before Christ", Year.of(2024), Year.of(-44));
        all(c, "year-month", "one", YearMonth.of(2024, 2));
        all(c, "month-day", "leap day", MonthDay.of(2, 29));
        all(c, "day-of-week-and-month", "enumerations", DayOfWeek.MONDAY, Month.DECEMBER);
        all(c, "other-calendars", "dates of four other chronologies", JapaneseDate.from(DATE),
                ThaiBuddhistDate.from(DATE), MinguoDate.from(DATE), HijrahDate.of(1445, 1, 1),
                IsoChronology.INSTANCE);
        c.object("jdk-time-in-list", "values in a list, one of them twice", () ->
                new ArrayList<>(Arrays.asList(DATE, LocalTime.NOON, DATE, Duration.ofDays(1))));
    }

    private static void all(Catalog c, String name, String about, Object... values) {
        c.write("jdk-time-" + name, about, out -> {
            for (Object value : values) {
                out.writeObject(value);
            }
        });
    }
}
