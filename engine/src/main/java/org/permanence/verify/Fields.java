package org.permanence.verify;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a line of the log says: one JSON object in its one canonical way of writing (RFC 8785): keys in order, no
/// spaces,
/// no escapes, for no character of ours needs one. Values are words, whole numbers, or an object of words.
public final class Fields {

    private final Map<String, String> words = new TreeMap<>();
    private final Map<String, Long> numbers = new TreeMap<>();
    private final Map<String, Map<String, String>> objects = new TreeMap<>();

    private final byte[] json;
    private int at;

    private Fields(byte[] json) {
        this.json = json;
    }

    public static Fields parse(byte[] json) {
        var fields = new Fields(json);
        fields.object();
        if (fields.at != json.length) {
            throw fields.refused("the end");
        }
        return fields;
    }

    private void object() {
        String before = "";
        take('{');
        while (true) {
            String key = ordered(before);
            switch (peek()) {
                case '"' -> words.put(key, word());
                case '{' -> objects.put(key, inner());
                default -> numbers.put(key, number());
            }
            if (peek() == '}') {
                at++;
                return;
            }
            take(',');
            before = key;
        }
    }

    private Map<String, String> inner() {
        var inner = new TreeMap<String, String>();
        String before = "";
        take('{');
        while (peek() != '}') {
            if (!inner.isEmpty()) {
                take(',');
            }
            before = ordered(before);
            inner.put(before, word());
        }
        at++;
        return inner;
    }

    private String ordered(String before) {
        String key = word();
        if (key.compareTo(before) <= 0) {
            throw refused("keys in order, each once");
        }
        take(':');
        return key;
    }

    private String word() {
        take('"');
        int start = at;
        while (peek() != '"') {
            if (peek() < ' ' || peek() > '~' || peek() == '\\') {
                throw refused("plain characters");
            }
            at++;
        }
        at++;
        return new String(json, start, at - 1 - start, StandardCharsets.US_ASCII);
    }

    private long number() {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        int digits = at - start;
        if (digits == 0 || digits > 16 || (digits > 1 && json[start] == '0')) {
            throw refused("a value");
        }
        return Long.parseLong(new String(json, start, digits, StandardCharsets.US_ASCII));
    }

    private int peek() {
        if (at >= json.length) {
            throw refused("more");
        }
        return json[at];
    }

    private void take(char expected) {
        if (peek() != expected) {
            throw refused("'" + expected + "'");
        }
        at++;
    }

    private VerifyException refused(String expected) {
        return new VerifyException("json: byte " + at + " (expected: " + expected + ")");
    }

    public String word(String key) {
        return findWord(key).orElseThrow(() -> missing(key, "a word"));
    }

    public Optional<String> findWord(String key) {
        return Optional.ofNullable(words.get(key));
    }

    public long number(String key) {
        return findNumber(key).orElseThrow(() -> missing(key, "a number"));
    }

    public Optional<Long> findNumber(String key) {
        return Optional.ofNullable(numbers.get(key));
    }

    public Map<String, String> object(String key) {
        return Optional.ofNullable(objects.get(key)).orElseThrow(() -> missing(key, "an object"));
    }

    private static VerifyException missing(String key, String kind) {
        return new VerifyException(key + ": absent (expected: " + kind + ")");
    }
}
