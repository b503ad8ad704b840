package org.permanence.adapter.ami;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/// The wanted headers of the message that is being read. One object for each connection, cleared for each message.
final class AmiHeaders {

    private static final int LONGEST_VALUE = 256;

    private final Map<HeaderKey, String> values = new EnumMap<>(HeaderKey.class);
    private boolean isWellFormed = true;

    void clear() {
        values.clear();
        isWellFormed = true;
    }

    /// Keeps one value. Asterisk writes no header twice and none longer than this, so such a message is malformed.
    void put(HeaderKey key, byte[] line, int from, int to) {
        if (to - from > LONGEST_VALUE
                || values.put(key, new String(line, from, to - from, StandardCharsets.ISO_8859_1)) != null) {
            isWellFormed = false;
        }
    }

    boolean isWellFormed() {
        return isWellFormed;
    }

    /// The value, or an empty text if it is missing: Asterisk never leaves a required header empty.
    String text(HeaderKey key) {
        return values.getOrDefault(key, "");
    }

    /// The value as a number, or -1 if it is none. A message with a wrong number is rejected.
    int number(HeaderKey key) {
        String value = text(key);
        if (value.isEmpty() || value.length() > 6) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < value.length(); i++) {
            int digit = value.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
