package drivers;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/** Random values of primitive types and of classes of the JDK, extreme ones among them. */
final class TypedValues {
    private TypedValues() {}

    /** Returns a value of this type. */
    static Object scalar(Random random, Class<?> type) {
        long bits = chance(random, 3) ? random.nextInt(5) - 2 : chance(random, 4) ? Long.MIN_VALUE : random.nextLong();
        if (type == int.class || type == Integer.class) {
            return chance(random, 8) ? Integer.MIN_VALUE : (int) bits;
        } else if (type == long.class || type == Long.class) {
            return bits;
        } else if (type == boolean.class || type == Boolean.class) {
            return random.nextBoolean();
        } else if (type == byte.class || type == Byte.class) {
            return (byte) bits;
        } else if (type == char.class || type == Character.class) {
            return (char) bits;
        } else if (type == short.class || type == Short.class) {
            return (short) bits;
        } else if (type == float.class || type == Float.class) {
            float[] odd = {Float.NaN, -0.0f, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, Float.MAX_VALUE};
            return chance(random, 3) ? odd[random.nextInt(odd.length)] : Float.intBitsToFloat((int) bits);
        } else if (type == double.class || type == Double.class) {
            double[] odd = {Double.NaN, -0.0, Double.POSITIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE};
            return chance(random, 3) ? odd[random.nextInt(odd.length)] : Double.longBitsToDouble(bits);
        } else if (type == Date.class) {
            return new Date(bits);
        } else if (type == BigDecimal.class) {
            return new BigDecimal(new BigInteger(random.nextInt(200), random).subtract(BigInteger.TEN),
                random.nextInt(20) - 5);
        } else if (type == BigInteger.class) {
            return chance(random, 5) ? BigInteger.ZERO : new BigInteger(random.nextInt(300), random).subtract(BigInteger.TEN);
        } else if (type == UUID.class) {
            return new UUID(bits, random.nextLong());
        } else if (type == Instant.class) {
            return chance(random, 5) ? Instant.MAX : Instant.ofEpochSecond((int) bits, random.nextInt(1_000_000_000));
        } else if (type == LocalDate.class) {
            return chance(random, 5) ? LocalDate.MIN : LocalDate.ofEpochDay((int) bits);
        } else if (type == Duration.class) {
            return Duration.ofSeconds(bits, random.nextInt(1_000_000_000));
        } else if (type == Locale.class) {
            return chance(random, 2) ? Locale.GERMANY : Locale.ROOT;
        }
        throw new IllegalStateException("no values of " + type);
    }

    private static boolean chance(Random random, int one) {
        return random.nextInt(one) == 0;
    }
}
