package org.permanence.verify;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The fields of one line of the log: a JSON object in canonical form (RFC 8785), with keys in order, no spaces and
/// no escapes, because no allowed character needs one. Values are words, whole numbers, or an object of words.
public final class CanonicalFields {

    private final Map<String, String> words = new TreeMap<>();
    private final Map<String, Long> numbers = new TreeMap<>();
    private final Map<String, Map<String, String>> objects = new TreeMap<>();

    private final byte[] json;
    private int position;

    private CanonicalFields(byte[] json) {
        this.json = json;
    }

    public static CanonicalFields parse(byte[] json) {
        var fields = new CanonicalFields(json);
        fields.object();
        if (fields.position != json.length) {
            throw fields.refused("the end");
        }
        return fields;
    }

    private void object() {
        String previousKey = "";
        expect('{');
        while (true) {
            String key = parseKey(previousKey);
            switch (peek()) {
                case '"' -> words.put(key, word());
                case '{' -> objects.put(key, parseInner());
                default -> numbers.put(key, number());
            }
            if (peek() == '}') {
                position++;
                return;
            }
            expect(',');
            previousKey = key;
        }
    }

    private Map<String, String> parseInner() {
        var inner = new TreeMap<String, String>();
        String previousKey = "";
        expect('{');
        while (peek() != '}') {
            if (!inner.isEmpty()) {
                expect(',');
            }
            previousKey = parseKey(previousKey);
            inner.put(previousKey, word());
        }
        position++;
        return inner;
    }

    private String parseKey(String previousKey) {
        String key = word();
        if (key.compareTo(previousKey) <= 0) {
            throw refused("keys in order, each once");
        }
        expect(':');
        return key;
    }

    private String word() {
        expect('"');
        int start = position;
        while (peek() != '"') {
            if (peek() < ' ' || peek() > '~' || peek() == '\\') {
                throw refused("plain characters");
            }
            position++;
        }
        position++;
        return new String(json, start, position - 1 - start, StandardCharsets.US_ASCII);
    }

    private long number() {
        int start = position;
        while (peek() >= '0' && peek() <= '9') {
            position++;
        }
        int digits = position - start;
        if (digits == 0 || digits > 16 || (digits > 1 && json[start] == '0')) {
            throw refused("a value");
        }
        return Long.parseLong(new String(json, start, digits, StandardCharsets.US_ASCII));
    }

    private int peek() {
        if (position >= json.length) {
            throw refused("more");
        }
        return json[position];
    }

    private void expect(char expected) {
        if (peek() != expected) {
            throw refused("'" + expected + "'");
        }
        position++;
    }

    private VerifyException refused(String expected) {
        return new VerifyException("json: byte " + position + " (expected: " + expected + ")");
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
