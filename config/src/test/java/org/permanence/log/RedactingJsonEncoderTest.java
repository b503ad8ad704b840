package org.permanence.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;

class RedactingJsonEncoderTest {

    private final RedactingJsonEncoder encoder = new RedactingJsonEncoder();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\r\nb",
                "a\u0000b",
                "a\u0085b",
                "a\u2028b",
                "a\u2029b",
                "a\u202Eb",
                "a\uFEFFb",
                "a\u007Fb",
                "a\uD800",
                "a\u001B[2Jb"
            })
    void hostileValueStaysOnOneLineWithoutControlCharacters(String hostile) {
        LoggingEvent event = event(hostile, Map.of("call", hostile));
        event.addKeyValuePair(new KeyValuePair(hostile, hostile));

        String line = encoded(event);

        assertTrue(line.endsWith("}\n"));
        String body = line.substring(0, line.length() - 1);
        assertEquals(List.of(body), body.lines().toList());
        assertTrue(body.codePoints().allMatch(RedactingJsonEncoderTest::isVisible), body);
    }

    @Test
    void quotationMarkOrBackslashDoesNotEndTheString() {
        LoggingEvent event = event("call.queued");
        event.addKeyValuePair(new KeyValuePair("line", "a\"},{\"b\\"));

        assertTrue(encoded(event).contains("\"values\":{\"line\":\"a\\\"},{\\\"b\\\\\"}"));
    }

    @Test
    void exceptionMessageOfALibraryIsNotWritten() {
        LoggingEvent event = event("agi.failed");
        var cause = new NumberFormatException("For input string: hunter2");
        event.setThrowableProxy(new ThrowableProxy(new OurFault("reply: empty", cause)));

        String line = encoded(event);

        assertFalse(line.contains("hunter2"));
        assertTrue(line.contains(
                "\"class\":\"org.permanence.log.RedactingJsonEncoderTest$OurFault\",\"message\":\"reply: empty\""));
        assertTrue(line.contains("{\"class\":\"java.lang.NumberFormatException\",\"frames\":["));
    }

    @Test
    void lineHoldsTimeLevelEventContextAndValues() {
        LoggingEvent event = event("agi.listening", Map.of("call", "1753.2"));
        event.addKeyValuePair(new KeyValuePair("port", 4573));
        event.addKeyValuePair(new KeyValuePair("management", false));

        assertEquals(
                "{\"time\":\"2026-11-22T01:19:36Z\",\"level\":\"INFO\",\"event\":\"agi.listening\",\"logger\":\"engine\","
                        + "\"thread\":\"main\",\"context\":{\"call\":\"1753.2\"},"
                        + "\"values\":{\"port\":4573,\"management\":false}}\n",
                encoded(event));
    }

    @Test
    void longValueIsTruncated() {
        LoggingEvent event = event("x");
        event.addKeyValuePair(new KeyValuePair("line", "y".repeat(1_000_000)));

        String line = encoded(event);
        assertTrue(line.length() < 3_000);
        assertTrue(line.contains("yyy"));
    }

    @Test
    void valueOfAKeyThatIsNotDeclaredIsNotWritten() {
        LoggingEvent event = event("call.queued", Map.of("caller", "Durand"));
        event.addKeyValuePair(new KeyValuePair("name", "Durand"));

        String line = encoded(event);

        assertFalse(line.contains("Durand"), line);
        assertTrue(line.contains("\"context\":{\"caller\":\"[not declared]\"}"), line);
        assertTrue(line.contains("\"values\":{\"name\":\"[not declared]\"}"), line);
    }

    @Test
    void shippedConfigurationIsReadWithoutWarnings() throws JoranException {
        var context = new LoggerContext();
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Optional.ofNullable(RedactingJsonEncoder.class.getResource("/logback.xml"))
                .orElseThrow());

        List<String> complaints = context.getStatusManager().getCopyOfStatusList().stream()
                .filter(status -> status.getEffectiveLevel() > Status.INFO)
                .map(Status::toString)
                .toList();
        assertEquals(List.of(), complaints);
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        assertTrue(root.getAppender("never-waiting") instanceof NonBlockingAppender nonBlocking
                && nonBlocking.isNeverBlock());
        context.stop();
    }

    private static LoggingEvent event(String message) {
        return event(message, Map.of());
    }

    private static LoggingEvent event(String message, Map<String, String> context) {
        var event = new LoggingEvent();
        event.setLoggerContext(new LoggerContext());
        event.setLoggerName("engine");
        event.setThreadName("main");
        event.setLevel(Level.INFO);
        event.setMessage(message);
        event.setInstant(Instant.parse("2026-11-22T01:19:36Z"));
        event.setMDCPropertyMap(context);
        return event;
    }

    private String encoded(LoggingEvent event) {
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }

    private static boolean isVisible(int codePoint) {
        return !Character.isISOControl(codePoint)
                && Character.getType(codePoint) != Character.FORMAT
                && Character.getType(codePoint) != Character.LINE_SEPARATOR
                && Character.getType(codePoint) != Character.PARAGRAPH_SEPARATOR;
    }

    private static final class OurFault extends RuntimeException {

        private static final long serialVersionUID = 1L;

        OurFault(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
