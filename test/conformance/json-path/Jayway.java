import com.jayway.jsonpath.JsonPath;
import java.io.*;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.*;

/**
 * Jayway's JsonPath as an oracle, with its default configuration. In: a path and a document a line, in base64. Out: a line for
 * each, `=` and what is found as JSON in base64, or `!` and the class of the exception.
 */
public final class Jayway {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        PrintStream out = new PrintStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), false, "US-ASCII");
        for (String line; (line = in.readLine()) != null; ) {
            String[] pair = line.split(" ", 2);
            out.println(answer(decoded(pair[0]), decoded(pair[1])));
        }
        out.flush();
    }

    private static String decoded(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }

    private static String answer(String path, String document) {
        try {
            StringBuilder json = new StringBuilder();
            print(JsonPath.parse(document).read(JsonPath.compile(path)), json);
            return "=" + Base64.getEncoder().encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
        } catch (Exception | StackOverflowError e) {
            return "!" + e.getClass().getSimpleName();
        }
    }

    /** As Double.toString since Java 19: before, it printed a digit too many of some. */
    private static String shortest(double value) {
        if (!Double.isFinite(value)) return "null";
        String text = Double.toString(value);
        int e = text.indexOf('E');
        for (int digits = 2; digits < 18; digits++) {
            BigDecimal rounded = new BigDecimal(value, new MathContext(digits, RoundingMode.HALF_EVEN));
            if (value == 0 || rounded.doubleValue() != value) continue;
            int exponent = e < 0 ? 0 : Integer.parseInt(text.substring(e + 1));
            String plain = rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
            return plain + (plain.contains(".") ? "" : ".0") + (e < 0 ? "" : text.substring(e));
        }
        return text;
    }

    /** As JSON.stringify writes strings, and numbers as Java does; what JSON has no number for is null. */
    private static void print(Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            String before = "{";
            if (map.isEmpty()) out.append(before);
            for (Map.Entry<?, ?> member : map.entrySet()) {
                print(member.getKey(), out.append(before));
                print(member.getValue(), out.append(':'));
                before = ",";
            }
            out.append('}');
        } else if (value instanceof Collection<?> items) {
            String before = "[";
            if (items.isEmpty()) out.append(before);
            for (Object item : items) {
                print(item, out.append(before));
                before = ",";
            }
            out.append(']');
        } else if (value instanceof String text) {
            out.append('"');
            for (char c : text.toCharArray()) {
                int short_ = "\b\f\n\r\t\"\\".indexOf(c);
                if (short_ >= 0) out.append('\\').append("bfnrt\"\\".charAt(short_));
                else if (c < ' ') out.append(String.format("\\u%04x", (int) c));
                else out.append(c);
            }
            out.append('"');
        } else if (value instanceof Double || value instanceof Float) {
            out.append(shortest(((Number) value).doubleValue()));
        } else {
            out.append(value);
        }
    }
}
