package drivers;

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
import java.util.ArrayList;
import java.util.List;

/** The values of java.time. */
final class ConstructTime {
    static final LocalDate[] DATES = {
        LocalDate.of(1970, 1, 1), LocalDate.of(2024, 2, 29), LocalDate.of(-44, 3, 15),
        LocalDate.of(0, 12, 31), LocalDate.MIN, LocalDate.MAX,
    };
    static final LocalTime[] TIMES = {
        LocalTime.of(0, 0), LocalTime.of(12, 0), LocalTime.of(23, 59), LocalTime.of(1, 0, 59),
        LocalTime.of(23, 59, 59, 999_999_999), LocalTime.of(0, 0, 0, 1),
    };
    static final ZoneOffset[] OFFSETS = {
        ZoneOffset.UTC, ZoneOffset.ofTotalSeconds(3600), ZoneOffset.ofTotalSeconds(-34200),
        ZoneOffset.ofTotalSeconds(64800), ZoneOffset.ofTotalSeconds(-64800),
        ZoneOffset.ofTotalSeconds(1), ZoneOffset.ofTotalSeconds(-3661),
    };
    static final String[] ZONES = {"Europe/Madrid", "UTC", "Asia/Kabul", "UTC+01:00", "GMT-03:30"};

    private ConstructTime() {}

    static void add(Construct to) {
        long[] seconds = {0, 1, -1, 86_400, 31_556_889_864_403_199L, -31_557_014_167_219_200L};
        for (long second : seconds) {
            for (int nano : new int[] {0, 1, 999_999_999}) {
                to.add("instant " + second + "." + nano, Instant.ofEpochSecond(second, nano));
                to.add("duration " + second + "." + nano, Duration.ofSeconds(second, nano));
            }
        }
        to.add("duration-max", Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
        to.add("duration-min", Duration.ofSeconds(Long.MIN_VALUE));
        int[][] periods = {{0, 0, 0}, {1, -2, 3}, {Integer.MAX_VALUE, Integer.MIN_VALUE, 0}};
        for (int i = 0; i < periods.length; i++) {
            to.add("period " + i, Period.of(periods[i][0], periods[i][1], periods[i][2]));
        }
        for (int i = 0; i < DATES.length; i++) {
            to.add("date " + i + " local", DATES[i]);
        }
        for (int i = 0; i < TIMES.length; i++) {
            to.add("time " + i, TIMES[i]);
        }
        for (int i = 0; i < OFFSETS.length; i++) {
            to.add("offset " + i, OFFSETS[i]);
        }
        for (String zone : ZONES) {
            to.add("zone " + zone, ZoneId.of(zone));
        }
        for (int i = 0; i < DATES.length; i++) {
            for (int j = 0; j < TIMES.length; j++) {
                LocalDateTime local = LocalDateTime.of(DATES[i], TIMES[j]);
                ZoneOffset offset = OFFSETS[(i + j) % OFFSETS.length];
                to.add("date-time " + i + " " + j, local);
                to.add("offset-date-time " + i + " " + j, OffsetDateTime.of(local, offset));
                to.add("offset-time " + i + " " + j, OffsetTime.of(TIMES[j], offset));
                to.add("zoned-offset " + i + " " + j, ZonedDateTime.of(local, offset));
            }
        }
        for (String zone : ZONES) {
            LocalDateTime local = LocalDateTime.of(DATES[1], TIMES[2]);
            to.add("zoned " + zone, ZonedDateTime.of(local, ZoneId.of(zone)));
        }
        for (int year : new int[] {0, 1970, -1, 999_999_999, -999_999_999}) {
            to.add("year " + year, Year.of(year));
            to.add("year-month " + year, YearMonth.of(year, 12));
        }
        to.add("month-day", MonthDay.of(2, 29), MonthDay.of(12, 31), MonthDay.of(1, 1));
        List<Object> twice = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            twice.add(Instant.ofEpochSecond(0));
            twice.add(Instant.ofEpochSecond(1));
            twice.add(Duration.ofSeconds(0));
            twice.add(Duration.ofSeconds(1));
            twice.add(Period.of(0, 0, 0));
            twice.add(Period.of(0, 0, 1));
            twice.add(LocalTime.of(0, 0));
            twice.add(LocalTime.of(5, 0));
            twice.add(LocalTime.of(5, 1));
            twice.add(ZoneOffset.ofTotalSeconds(0));
            twice.add(ZoneOffset.ofTotalSeconds(2700));
            twice.add(ZoneOffset.ofTotalSeconds(2701));
            twice.add(LocalDate.of(1970, 1, 1));
        }
        to.add("times-twice", twice);
    }
}
