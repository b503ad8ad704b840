package org.permanence.log;

/// Writes JSON strings so that no value can end its line or its string, or change the reader's text direction.
final class JsonText {

    private final StringBuilder json;

    JsonText(StringBuilder json) {
        this.json = json;
    }

    /// Characters written as their code: controls, line and paragraph separators, direction marks, lone surrogates.
    void appendString(String text) {
        json.append('"');
        text.codePoints().forEach(this::appendCodePoint);
        json.append('"');
    }

    private void appendCodePoint(int codePoint) {
        if (codePoint == '"' || codePoint == '\\') {
            json.append('\\').appendCodePoint(codePoint);
        } else if (isPrintable(codePoint)) {
            json.appendCodePoint(codePoint);
        } else {
            for (char unit : Character.toChars(codePoint)) {
                appendEscaped(unit);
            }
        }
    }

    private void appendEscaped(char unit) {
        json.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            json.append(Character.forDigit(unit >> shift & 0xF, 16));
        }
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
