package org.permanence.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/// Writes each log event as one line of JSON:
/// `{"time":…,"level":"INFO","event":"agi.listening","logger":…,"thread":…,"context":{"call":…},"values":{"port":4573}}`.
///
/// Logback's own JSON encoder writes the messages of all exceptions, and a message of the JDK or of a driver may
/// quote what a caller sent (`For input string: …`). This one writes the messages of our own exceptions only: a
/// rule keeps personal data out of those. Of a key that [LogKey] does not have, the value is not written.
public final class RedactingJsonEncoder extends EncoderBase<ILoggingEvent> {

    private static final String OWN_PACKAGE = "org.permanence.";
    private static final String UNDECLARED = "[not declared]";
    private static final int MAX_VALUE_LENGTH = 2_000;
    private static final int MAX_CAUSES = 5;
    private static final int MAX_FRAMES = 40;
    private static final byte[] NOTHING = {};

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        var line = new Line();
        line.object(() -> {
            line.member("time", event.getInstant().toString());
            line.member("level", event.getLevel().toString());
            line.member("event", event.getFormattedMessage());
            line.member("logger", event.getLoggerName());
            line.member("thread", event.getThreadName());
            context(line, event.getMDCPropertyMap());
            values(line, event);
            error(line, event.getThrowableProxy());
        });
        return line.toBytes();
    }

    private static void context(Line line, Map<String, String> context) {
        if (!context.isEmpty()) {
            line.name("context");
            line.object(() -> context.forEach((key, value) -> value(line, key, value)));
        }
    }

    private static void values(Line line, ILoggingEvent event) {
        if (event.getKeyValuePairs() != null) {
            line.name("values");
            line.object(() -> {
                for (KeyValuePair pair : event.getKeyValuePairs()) {
                    value(line, pair.key, pair.value);
                }
            });
        }
    }

    private static void value(Line line, String key, @Nullable Object value) {
        line.member(key, LogKey.isDeclared(key) ? value : UNDECLARED);
    }

    /// The exception and its causes, the outermost first.
    private static void error(Line line, @Nullable IThrowableProxy thrown) {
        if (thrown == null) {
            return;
        }
        line.name("error");
        line.list(() -> {
            int causes = 0;
            for (IThrowableProxy t = thrown; t != null && causes < MAX_CAUSES; t = t.getCause(), causes++) {
                IThrowableProxy one = t;
                line.element(() -> line.object(() -> throwable(line, one)));
            }
        });
    }

    private static void throwable(Line line, IThrowableProxy thrown) {
        line.member("class", thrown.getClassName());
        if (thrown.getClassName().startsWith(OWN_PACKAGE)) {
            line.member("message", thrown.getMessage());
        }
        line.name("frames");
        line.list(() -> {
            StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
            int most = frames == null ? 0 : Math.min(frames.length, MAX_FRAMES);
            for (int i = 0; i < most; i++) {
                String frame = frames[i].getStackTraceElement().toString();
                line.element(() -> line.value(frame));
            }
        });
    }

    /// One line being written, on the encoder's thread.
    private static final class Line {

        private final StringBuilder json = new StringBuilder(256);
        private final JsonText text = new JsonText(json);

        void object(Runnable members) {
            enclosed('{', members, '}');
        }

        void list(Runnable elements) {
            enclosed('[', elements, ']');
        }

        void element(Runnable element) {
            separate();
            element.run();
        }

        void name(String name) {
            separate();
            text.appendString(name);
            json.append(':');
        }

        void member(String name, @Nullable Object value) {
            name(name);
            value(value);
        }

        void value(@Nullable Object value) {
            switch (value) {
                case null -> json.append("null");
                case Integer number -> json.append(number.intValue());
                case Long number -> json.append(number.longValue());
                case Boolean truth -> json.append(truth.booleanValue());
                default -> text.appendString(shortened(String.valueOf(value)));
            }
        }

        byte[] toBytes() {
            return json.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        }

        private static String shortened(String value) {
            return value.length() <= MAX_VALUE_LENGTH ? value : value.substring(0, MAX_VALUE_LENGTH) + "…";
        }

        private void enclosed(char first, Runnable inside, char last) {
            json.append(first);
            inside.run();
            json.append(last);
        }

        private void separate() {
            char before = json.charAt(json.length() - 1);
            if (before != '{' && before != '[') {
                json.append(',');
            }
        }
    }
}
