package org.permanence.log;

/// Writes JSON strings so that no value can end its line, its string or the reader's direction of writing.
final class JsonText {

    private final StringBuilder json;

    JsonText(StringBuilder json) {
        this.json = json;
    }

    /// Whatever is no plain sign is written as its number: controls, line and paragraph separators, the marks that
    /// turn text around, halves of a surrogate pair.
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
