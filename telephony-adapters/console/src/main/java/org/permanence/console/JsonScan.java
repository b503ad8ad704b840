package org.permanence.console;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Refuses what no request may have, whatever its type: repeated keys, too many levels, NUL, half of a surrogate
/// pair.
final class JsonScan {

    private static final String WELL_FORMED = "well-formed JSON";
    private static final int KEY_CHARACTERS = 256;

    private final JsonFactory factory = JsonMappers.factory();

    /// @throws ProblemException with the place of the first fault
    void check(String json) {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), json)) {
            Deque<Set<String>> keys = new ArrayDeque<>();
            int roots = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                roots += keys.isEmpty() ? 1 : 0;
                check(parser, token, keys);
            }
            if (roots != 1) {
                throw invalid("", WELL_FORMED);
            }
        } catch (JacksonException _) {
            throw invalid("", WELL_FORMED);
        }
    }

    private static void check(JsonParser parser, JsonToken token, Deque<Set<String>> keys) {
        switch (token) {
            case START_OBJECT, START_ARRAY -> {
                keys.push(new HashSet<>());
                if (keys.size() > JsonReader.DEPTH) {
                    throw invalid(pointer(parser), "at most " + JsonReader.DEPTH + " levels");
                }
            }
            case END_OBJECT, END_ARRAY -> keys.pop();
            case PROPERTY_NAME -> checkKey(parser, keys.element());
            case VALUE_STRING -> checkText(parser.getString(), pointer(parser));
            default -> {}
        }
    }

    private static void checkKey(JsonParser parser, Set<String> keys) {
        String key = parser.currentName();
        String parent = parser.streamReadContext().getParent() == null ? "" : parentOf(pointer(parser));
        if (key.length() > KEY_CHARACTERS) {
            throw invalid(parent, "keys of at most " + KEY_CHARACTERS + " characters");
        }
        checkText(key, parent);
        if (!keys.add(key)) {
            throw invalid(pointer(parser), "each key once");
        }
    }

    private static void checkText(String text, String pointer) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw invalid(pointer, "text without NUL");
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw invalid(pointer, "text of whole characters (no half of a surrogate pair)");
            }
        }
    }

    private static String pointer(JsonParser parser) {
        return parser.streamReadContext().pathAsPointer().toString();
    }

    private static String parentOf(String pointer) {
        return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
    }

    private static ProblemException invalid(String pointer, String expected) {
        return new ProblemException(HttpProblem.invalid(pointer, expected));
    }
}
