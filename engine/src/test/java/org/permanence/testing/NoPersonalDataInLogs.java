package org.permanence.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/// Fails a test if any log event, of any level and thread, contains a personal value of the fixtures. All fixtures
/// contain these canaries, so one leak anywhere is detected. Registered for every test by `META-INF/services`.
public final class NoPersonalDataInLogs implements BeforeEachCallback, AfterEachCallback {

    private static final List<String> CANARIES =
            List.of(Fixtures.NUMBER_PREFIX, Fixtures.NATIONAL_NUMBER_PREFIX, Fixtures.SURNAME);

    private final Logger root;
    private final Queue<String> leaks = new ConcurrentLinkedQueue<>();
    /// Without a lock of its own: a logged object may take one in its `toString`, and log while it holds it.
    private final UnsynchronizedAppenderBase<ILoggingEvent> appender = new UnsynchronizedAppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            String text = textOf(event);
            if (CANARIES.stream().anyMatch(text::contains)) {
                leaks.add(text);
            }
        }
    };

    public NoPersonalDataInLogs() {
        this((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME));
    }

    NoPersonalDataInLogs(Logger root) {
        this.root = root;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        leaks.clear();
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.addAppender(appender);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        root.detachAppender(appender);
        assertEquals(List.of(), List.copyOf(leaks), "personal data in the logs");
    }

    private static String textOf(ILoggingEvent event) {
        StringBuilder text = new StringBuilder(event.getFormattedMessage())
                .append(event.getMDCPropertyMap())
                .append(event.getKeyValuePairs());
        for (IThrowableProxy t = event.getThrowableProxy(); t != null; t = t.getCause()) {
            text.append(t.getMessage());
        }
        return text.toString();
    }
}
