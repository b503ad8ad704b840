package org.permanence.adapter.agi;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.permanence.adapter.agi.AgiEnvironment.Presented;
import org.permanence.call.CallId;

/// Reads one environment, line by line: each key that Asterisk 22 sends, in order, once, then the arguments, of
/// which the first is the secret.
///
/// It is strict because a caller can write into it: without the dialplan's filter, `From:
/// <sip:%0Aagi_arg_1%3A%20admin@…>` arrives as two lines. A missing, extra or misplaced line may come from such a
/// caller.
final class AgiEnvironmentReader {

    private static final int MAX_ARGUMENTS = 40;

    private enum Form {
        YES,
        NO_AUDIO,
        URL,
        WORD,
        NUMBER,
        TEXT
    }

    /// The keys in the order in which res_agi.c of Asterisk 22.10.1 writes them; recorded in `agi/reception.txt` of
    /// the tests.
    private enum Key {
        NETWORK(Form.YES),
        NETWORK_SCRIPT(Form.WORD),
        REQUEST(Form.URL),
        CHANNEL(Form.WORD),
        LANGUAGE(Form.WORD),
        TYPE(Form.WORD),
        UNIQUEID(Form.WORD),
        VERSION(Form.WORD),
        CALLERID(Form.TEXT),
        CALLERIDNAME(Form.TEXT),
        CALLINGPRES(Form.NUMBER),
        CALLINGANI2(Form.NUMBER),
        CALLINGTON(Form.NUMBER),
        CALLINGTNS(Form.NUMBER),
        DNID(Form.TEXT),
        RDNIS(Form.TEXT),
        CONTEXT(Form.WORD),
        EXTENSION(Form.TEXT),
        PRIORITY(Form.NUMBER),
        ENHANCED(Form.NO_AUDIO),
        ACCOUNTCODE(Form.TEXT),
        THREADID(Form.NUMBER);

        private static final List<Key> IN_ORDER = List.of(values());

        private final Form form;
        private final String start;

        Key(Form form) {
            this.form = form;
            this.start = "agi_" + name().toLowerCase(Locale.ROOT) + ": ";
        }
    }

    private final Set<String> scripts;
    private final AgiSecret secret;
    private final Map<Key, String> values = new EnumMap<>(Key.class);
    private final List<String> arguments = new ArrayList<>(2);
    private int line;

    AgiEnvironmentReader(Set<String> scripts, AgiSecret secret) {
        this.scripts = scripts;
        this.secret = secret;
    }

    /// Takes the next line, without its end. Returns the environment at the empty line, null before.
    @Nullable
    AgiEnvironment line(String text) {
        if (text.isEmpty()) {
            return complete();
        }
        if (line < Key.IN_ORDER.size()) {
            Key key = Key.IN_ORDER.get(line);
            String value = after(key.start, text);
            values.put(key, value);
            if (!isReadable(key.form, value)) {
                throw unreadable(text, "another value of " + key.start.trim());
            }
        } else if (arguments.size() < MAX_ARGUMENTS) {
            arguments.add(after("agi_arg_" + (arguments.size() + 1) + ": ", text));
        } else {
            throw unreadable(text, "at most " + MAX_ARGUMENTS + " arguments");
        }
        line++;
        return null;
    }

    private AgiEnvironment complete() {
        if (line < Key.IN_ORDER.size()) {
            throw unreadable("", Key.IN_ORDER.get(line).start.trim());
        }
        if (arguments.isEmpty() || !secret.matches(arguments.removeFirst())) {
            throw new AgiProtocolException(
                    AgiRefusal.SECRET_WRONG, "agi environment: agi_arg_1 (expected: the secret of this engine)");
        }
        String script = value(Key.NETWORK_SCRIPT);
        if (!value(Key.REQUEST).endsWith("/" + script)) {
            throw new AgiProtocolException("agi environment: agi_request (expected: the path of agi_network_script)");
        }
        if (!scripts.contains(script)) {
            throw new AgiProtocolException(
                    AgiRefusal.UNKNOWN_SCRIPT, "agi environment: agi_network_script (expected: a known path)");
        }
        return new AgiEnvironment(
                script, callId(), value(Key.CHANNEL), arguments, new Presented(value(Key.CALLERID), value(Key.DNID)));
    }

    private CallId callId() {
        try {
            return new CallId(value(Key.UNIQUEID));
        } catch (IllegalArgumentException _) { // Its message says no more than this one.
            throw new AgiProtocolException("agi environment: agi_uniqueid (expected: a call's id)");
        }
    }

    private String value(Key key) {
        return Objects.requireNonNull(values.get(key));
    }

    private String after(String start, String text) {
        if (!text.startsWith(start)) {
            throw unreadable(text, start.trim());
        }
        return text.substring(start.length());
    }

    private AgiProtocolException unreadable(String text, String expected) {
        return new AgiProtocolException("agi environment: line " + (line + 1) + " of " + text.length()
                + " characters (expected: " + expected + ")");
    }

    private static boolean isReadable(Form form, String value) {
        return switch (form) {
            case YES -> value.equals("yes");
            case NO_AUDIO -> value.equals("0.0");
            case URL -> value.startsWith("agi://");
            case WORD -> isWord(value);
            case NUMBER -> AgiText.isDecimal(value.startsWith("-") ? value.substring(1) : value);
            case TEXT -> true;
        };
    }

    private static boolean isWord(String value) {
        return !value.isEmpty() && value.length() <= 128 && value.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }
}
