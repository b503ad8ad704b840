package org.permanence.console;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.permanence.text.EnumWords;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/// Tells what Jackson expected, in words and without the value.
final class JsonMismatch {

    /// How the project's types say what they expected: `closes: … (expected: a time after the opening)`.
    private static final Pattern EXPECTED = Pattern.compile("\\(expected: (.+)\\)$");

    private JsonMismatch() {}

    static HttpProblem problem(JacksonException fault) {
        String pointer = pointer(fault.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? Integer.toString(step.getIndex()) : step.getPropertyName())
                .toList());
        return HttpProblem.invalid(
                pointer,
                switch (fault) {
                    case BoundedText.TooLong text -> "text of at most " + text.maxBytes() + " bytes";
                    case UnrecognizedPropertyException unknown -> knownKeys(unknown.getKnownPropertyIds());
                    case ValueInstantiationException refused -> expectedBy(refused.getCause());
                    case MismatchedInputException mismatch -> words(mismatch.getTargetType());
                    default -> "well-formed JSON";
                });
    }

    /// A JSON pointer as RFC 6901 has it.
    static String pointer(List<String> steps) {
        var pointer = new StringBuilder();
        for (String step : steps) {
            pointer.append('/').append(step.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    private static String knownKeys(@Nullable Collection<Object> known) {
        var keys = new TreeSet<String>();
        if (known != null) {
            known.forEach(key -> keys.add(key.toString()));
        }
        return keys.isEmpty() ? "no keys" : "one of the keys " + String.join(", ", keys);
    }

    private static String expectedBy(@Nullable Throwable refusal) {
        String message = refusal == null || refusal.getMessage() == null ? "" : refusal.getMessage();
        Matcher expected = EXPECTED.matcher(message);
        return expected.find() ? expected.group(1) : "another value";
    }

    private static String words(@Nullable Class<?> type) {
        if (type == null) {
            return "another value";
        }
        if (type.isEnum()) {
            return "one of the words "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> EnumWords.of((Enum<?>) constant))
                            .collect(Collectors.joining(", "));
        }
        if (type == String.class) {
            return "text";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number";
        }
        if (type == Instant.class) {
            return "a time such as 2026-11-30T12:00:00Z";
        }
        if (type == LocalDate.class) {
            return "a date such as 2026-11-30";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return type.isRecord() ? "an object" : "another value";
    }
}
